//! Names what the files of an index will hold, so that files of two builds are never mixed.

use crate::model::SearchIndex;

/// How many bytes are hashed at a time.
const BUFFER: usize = 64 * 1024;

/// 16 hexadecimal digits made from all that the files of `index` depend on.
pub(super) fn site_id(index: &SearchIndex) -> String {
    let mut hasher = blake3::Hasher::new();
    // Large pieces are hashed faster.
    let mut buffer: Vec<u8> = Vec::with_capacity(2 * BUFFER);
    let mut add = |bytes: &[u8]| {
        buffer.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        buffer.extend_from_slice(bytes);
        if buffer.len() >= BUFFER {
            hasher.update(&buffer);
            buffer.clear();
        }
    };
    for key in &index.keys {
        add(key.text.as_bytes());
        if let Some(gram) = &key.gram {
            add(gram.units.gaps());
        }
        if let Some(word) = &key.word {
            add(word.units.gaps());
            add(&word.levels);
            add(word.display.as_deref().unwrap_or_default().as_bytes());
            word.forms.iter().for_each(|form| add(form.as_bytes()));
        }
    }
    for reading in &index.readings {
        add(reading.key.as_bytes());
        for word in &reading.words {
            add(word.surface.as_bytes());
            add(word.reading.as_bytes());
            add(&[u8::from(word.inflects)]);
        }
    }
    for page in &index.pages {
        add(page.url.as_bytes());
        add(page.title.as_bytes());
        add(page.collection.as_deref().unwrap_or_default().as_bytes());
        for block in &page.blocks {
            add(block.anchor.as_bytes());
            add(block.text.as_bytes());
        }
    }
    for facet in &index.facets {
        let names = [
            &facet.collection,
            &facet.field,
            &facet.label.ja,
            &facet.label.en,
        ];
        names.into_iter().for_each(|name| add(name.as_bytes()));
        for value in &facet.values {
            add(value.value.as_bytes());
            add(value.label.as_bytes());
            add(value.pages.gaps());
        }
    }
    hasher.update(&buffer);
    hasher.finalize().to_hex()[..16].to_owned()
}
