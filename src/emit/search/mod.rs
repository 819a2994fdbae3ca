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
//! Every file but the manifest is `hakushoSearch({format, site, version, file}, data);`, so that a
//! page can tell a file of another site, of another build or of another version of this format. The
//! manifest says which `version` each file must have. `versions` tells how they come about, `codec`
//! how postings are packed; the modules beside them say what each file holds.

mod codec;
mod keys;
mod manifest;
mod portions;
mod readings;
mod texts;
mod versions;

use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::diag::Localized;
use crate::model::memory::{Key, key};
use crate::model::search::{Facet, FacetValue};
use crate::model::{OutPath, Output, SearchIndex};
use codec::base64;
use keys::Entries;
use manifest::Portions;
use versions::{GROUP, versions};

/// Version of the files' format; the engine refuses any other.
const FORMAT: u32 = 5;
/// A text file takes units until it would be longer than this, bytes of UTF-8.
const TEXT_FILE_BYTES: usize = 12 * 1024;

/// A file before it is made.
struct Part<'a> {
    /// The hash of everything that its data are made from.
    hash: Key,
    data: Box<dyn Fn() -> Value + Send + Sync + 'a>,
}

/// All files of `index`. `shard_bytes` is about the size of a range of keys, before base64.
pub fn files(index: &SearchIndex, shard_bytes: usize) -> Vec<(OutPath, Output<'_>)> {
    let entries = Entries::new(&index.keys);
    let portions = portions(index, &entries, shard_bytes);
    let filters = Part {
        hash: key(&[filters(&index.facets).to_string().as_bytes()]),
        data: Box::new(|| filters(&index.facets)),
    };
    let version = versions(std::slice::from_ref(&filters));
    let mut manifest = manifest::manifest(index, &portions);
    manifest["versions"] = json!({ "filters": version });
    let mut files = vec![file(index, &version, "filters".to_owned(), filters)];
    for (folder, parts) in [
        ("k", key_parts(&entries, &portions)),
        ("r", reading_parts(index, &portions)),
        ("t", text_parts(index, &portions)),
    ] {
        let versions = versions(&parts);
        for (number, part) in parts.into_iter().enumerate() {
            let version = versions::of(&versions, number / GROUP);
            files.push(file(index, version, format!("{folder}/{number}"), part));
        }
        manifest["versions"][folder] = json!(versions);
    }
    let manifest = Part {
        hash: key(&[manifest.to_string().as_bytes()]),
        data: Box::new(move || manifest.clone()),
    };
    files.push(file(index, "", "manifest".to_owned(), manifest));
    files
}

fn portions(index: &SearchIndex, entries: &Entries<'_>, shard_bytes: usize) -> Portions {
    let key = |at: usize| index.keys[at].text.as_str();
    let sizes: Vec<usize> = index.readings.iter().map(readings::size).collect();
    let reading = |at: usize| index.readings[at].key.as_str();
    Portions {
        keys: portions::about(&entries.sizes(), shard_bytes, |at| {
            manifest::start(&key, at).len()
        }),
        readings: portions::about(&sizes, shard_bytes, |at| {
            manifest::start(&reading, at).len()
        }),
        texts: texts::portions(index, TEXT_FILE_BYTES),
    }
}

// A site without words has a shard of keys and of readings too: the engine need not know.

fn key_parts<'a>(entries: &Entries<'a>, portions: &Portions) -> Vec<Part<'a>> {
    let ranges = portions::at_least_one(portions.keys.clone());
    let part = |range: Range<usize>| {
        let entries = entries.clone();
        Part {
            hash: entries.hash(range.clone()),
            data: Box::new(move || entries.shard(range.clone())),
        }
    };
    ranges.into_par_iter().map(part).collect()
}

fn reading_parts<'a>(index: &'a SearchIndex, portions: &Portions) -> Vec<Part<'a>> {
    let ranges = portions::at_least_one(portions.readings.clone());
    let part = |range: Range<usize>| {
        let readings = &index.readings[range];
        Part {
            hash: readings::hash(readings),
            data: Box::new(|| readings::shard(readings)),
        }
    };
    ranges.into_par_iter().map(part).collect()
}

fn text_parts<'a>(index: &'a SearchIndex, portions: &Portions) -> Vec<Part<'a>> {
    let part = |range: &Range<usize>| {
        let units = &index.units[range.clone()];
        Part {
            hash: texts::hash(index, units),
            data: Box::new(|| units.iter().map(|unit| texts::unit(index, unit)).collect()),
        }
    };
    portions.texts.par_iter().map(part).collect()
}

/// The plan of one file; its bytes are made when it is written.
fn file<'a>(
    index: &'a SearchIndex,
    version: &str,
    name: String,
    part: Part<'a>,
) -> (OutPath, Output<'a>) {
    let path = OutPath::new(format!("{}search/{name}.js", index.folder));
    let head = Head {
        format: FORMAT,
        site: &index.site,
        version: version.to_owned(),
        file: format!("{}{name}", index.folder),
    };
    let head = json!(head);
    let hash = key(&[b"search", head.to_string().as_bytes(), &part.hash]);
    let make = move || Ok(script(&head, &(part.data)()).into_bytes());
    (
        path,
        Output::Named(Box::new(move || Some(hash)), Box::new(make)),
    )
}

/// What a file says of itself.
#[derive(Serialize)]
struct Head<'a> {
    format: u32,
    site: &'a str,
    /// Empty for the manifest, with which reading begins.
    version: String,
    /// Its folder from the root, where the main index has none, and its name.
    file: String,
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
