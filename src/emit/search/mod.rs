//! The files of the search index: classic scripts, each one call with plain data, which load from
//! `file://` and under a strict Content Security Policy alike.
//!
//! | file | holds |
//! |---|---|
//! | `search/manifest.js` | what the engine needs first: sizes, where the shards begin, the fold |
//! | `search/k/N.js` | a range of the sorted keys and their postings |
//! | `search/r/N.js` | a range of the sorted readings and their words |
//! | `search/t/N.js` | the texts of some units |
//! | `search/filters.js` | the fields by which hits can be narrowed down, and who has which value |
//!
//! The index of another language than the main one lies in that language's folder.
//!
//! Every file is `hakushoSearch({format, site, file}, data);`, so that a page can tell a file of
//! another site, another build or another version of this format. `codec` says how postings are
//! packed; the modules beside it say what each file holds.

mod codec;
mod keys;
mod manifest;
mod portions;
mod readings;
mod texts;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::diag::Localized;
use crate::model::search::{Facet, FacetValue};
use crate::model::site::language_folder;
use crate::model::{OutPath, Output, SearchIndex};
use codec::base64;

/// Version of the files' format; the engine refuses any other.
const FORMAT: u32 = 2;
/// A text file takes units until it would be longer than this, bytes of UTF-8.
const TEXT_FILE_BYTES: usize = 12 * 1024;

/// All files of `index`. `shard_bytes` is about the size of a range of keys, before base64.
pub fn files(index: &SearchIndex, shard_bytes: usize) -> Vec<(OutPath, Output<'_>)> {
    let sizes: Vec<usize> = index.keys.par_iter().map(keys::size).collect();
    let key = |at: usize| index.keys[at].text.as_str();
    let key_shards = portions::about(&sizes, shard_bytes, |at| manifest::start(&key, at).len());
    let sizes: Vec<usize> = index.readings.iter().map(readings::size).collect();
    let reading = |at: usize| index.readings[at].key.as_str();
    let reading_shards = portions::about(&sizes, shard_bytes, |at| {
        manifest::start(&reading, at).len()
    });
    let units = index.units.iter();
    let sizes: Vec<usize> = units.map(|unit| texts::size(index, unit)).collect();
    let text_files = portions::up_to(&sizes, TEXT_FILE_BYTES);

    let manifest = manifest::manifest(index, &key_shards, &reading_shards, &text_files);
    let mut files = vec![
        file(index, "manifest".to_owned(), move || manifest.clone()),
        file(index, "filters".to_owned(), || filters(&index.facets)),
    ];
    // A site without words has a shard of each kind too: the engine need not know.
    for (number, range) in portions::at_least_one(key_shards).into_iter().enumerate() {
        let name = format!("k/{number}");
        files.push(file(index, name, move || {
            keys::shard(&index.keys[range.clone()])
        }));
    }
    for (number, range) in portions::at_least_one(reading_shards)
        .into_iter()
        .enumerate()
    {
        let name = format!("r/{number}");
        files.push(file(index, name, move || {
            readings::shard(&index.readings[range.clone()])
        }));
    }
    for (number, range) in text_files.into_iter().enumerate() {
        files.push(file(index, format!("t/{number}"), move || {
            let units = index.units[range.clone()].iter();
            units.map(|unit| texts::unit(index, unit)).collect()
        }));
    }
    files
}

/// The plan of one file; its bytes are made when it is written.
fn file<'a>(
    index: &'a SearchIndex,
    name: String,
    data: impl Fn() -> Value + Send + Sync + 'a,
) -> (OutPath, Output<'a>) {
    let folder = language_folder(index.language.as_deref());
    let path = OutPath::new(format!("{folder}search/{name}.js"));
    let make = move || {
        let head = json!({"format": FORMAT, "site": index.site, "file": name});
        Ok(script(&head, &data()).into_bytes())
    };
    (path, Output::Make(Box::new(make)))
}

/// The call, with everything escaped that a script or an HTML parser could stumble over.
fn script(head: &Value, data: &Value) -> String {
    format!("hakushoSearch({head},{data});\n")
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// A facet as `filters.js` tells it.
#[derive(Serialize)]
struct Filter<'a> {
    collection: &'a str,
    field: &'a str,
    label: &'a Localized,
    /// `[value, label, gaps between the numbers of its pages]` of each value.
    values: Value,
}

fn filters(facets: &[Facet]) -> Value {
    let values = |facet: &Facet| {
        let values = facet.values.iter();
        let one =
            |value: &FacetValue| json!([value.value, value.label, base64(value.pages.gaps())]);
        values.map(one).collect()
    };
    facets
        .iter()
        .map(|facet| {
            json!(Filter {
                collection: &facet.collection,
                field: &facet.field,
                label: &facet.label,
                values: values(facet),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_hold_nothing_that_ends_them() {
        let data = json!("</script><!--\u{2028}");
        let call = script(&json!({}), &data);
        assert_eq!(
            call,
            "hakushoSearch({},\"\\u003c/script>\\u003c!--\\u2028\");\n"
        );
    }
}
