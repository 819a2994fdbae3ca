//! `editions/*.json` → [`Edition`]s, oldest first, whole and verified.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::diag::{Code, Diagnostic, FileId, Place, SourceMap, Span};
use crate::load::files;
use crate::model::edition::{EDITION_FORMAT, EDITION_VERSION, FrozenAsset, Stored};
use crate::model::{Edition, EditionFile};

/// The folder of the frozen editions, below the root.
pub const EDITIONS: &str = "editions";
/// The most bytes of one edition's file.
const LARGEST: usize = 1 << 29;

/// The editions of the site at `root`.
pub(super) fn read(
    root: &Path,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Edition> {
    let mut found: BTreeMap<String, (FileId, EditionFile)> = BTreeMap::new();
    for (path, shown) in paths(root, diagnostics) {
        let Some(file) = files::read_one(&path, &shown, LARGEST, map, diagnostics) else {
            continue;
        };
        match parsed(map.text(file), &path, file) {
            Ok(edition) => {
                found.insert(edition.id.clone(), (file, edition));
            }
            Err(problem) => diagnostics.push(problem),
        }
    }
    let ordered = in_order(found, diagnostics);
    let mut editions: Vec<Edition> = Vec::new();
    for (file, stored) in ordered {
        let start = Span::new(file, 0, 0);
        if stored.digest() != stored.hash {
            let damaged = Diagnostic::new(Code::DamagedEdition, start).help("default");
            diagnostics.push(damaged.arg("edition", stored.id.as_str()));
        }
        match whole(&stored, &editions) {
            Ok(edition) => editions.push(edition),
            Err(missing) => diagnostics.push(
                Diagnostic::new(Code::InvalidEdition, start)
                    .arg("edition", stored.id.as_str())
                    .arg("reason", missing)
                    .help("same"),
            ),
        }
    }
    verify_assets(root, &editions, diagnostics);
    editions
}

/// The files `ID.json`, sorted, with the names that messages use.
fn paths(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<(PathBuf, String)> {
    let folder = root.join(EDITIONS);
    let entries = match folder.symlink_metadata() {
        Err(_) => return Vec::new(),
        Ok(meta) if meta.is_symlink() => {
            diagnostics.push(super::walk::refused_link(EDITIONS.to_owned()));
            return Vec::new();
        }
        Ok(_) => std::fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>),
    };
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            diagnostics.push(Diagnostic::io(EDITIONS, &error));
            return Vec::new();
        }
    };
    let names = entries.iter().map(|entry| entry.file_name());
    let mut names: Vec<String> = names
        .filter_map(|name| name.into_string().ok())
        .filter(|name| name.ends_with(".json") && !name.starts_with('.'))
        .collect();
    names.sort();
    let path = |name: String| (folder.join(&name), format!("{EDITIONS}/{name}"));
    names.into_iter().map(path).collect()
}

fn parsed(text: &str, path: &Path, file: FileId) -> Result<EditionFile, Diagnostic> {
    let start = Span::new(file, 0, 0);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let invalid = |at: Span, reason: String, help: &'static str| {
        Diagnostic::new(Code::InvalidEdition, at)
            .arg("edition", &*stem)
            .arg("reason", reason)
            .help(help)
    };
    // A newer format may have other keys: say so, rather than that a key is unknown.
    #[derive(serde::Deserialize)]
    struct Head {
        format: Option<String>,
        version: Option<u32>,
    }
    let at = |error: &serde_json::Error| {
        let line_start: usize = text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let at = (line_start + error.column().saturating_sub(1)).min(text.len());
        let at = text.floor_char_boundary(at);
        Span::new(file, at, at)
    };
    let head: Head =
        serde_json::from_str(text).map_err(|e| invalid(at(&e), e.to_string(), "default"))?;
    if head.format.as_deref() != Some(EDITION_FORMAT) {
        return Err(invalid(
            start,
            format!("format != {EDITION_FORMAT}"),
            "format",
        ));
    }
    if head
        .version
        .is_some_and(|version| version > EDITION_VERSION)
    {
        let version = head.version.unwrap_or_default();
        return Err(invalid(start, format!("version {version}"), "newer"));
    }
    let edition: EditionFile =
        serde_json::from_str(text).map_err(|e| invalid(at(&e), e.to_string(), "default"))?;
    if edition.id != stem {
        return Err(invalid(start, format!("id: {}", edition.id), "id"));
    }
    Ok(edition)
}

/// Each behind the one it names in `after`.
fn in_order(
    mut found: BTreeMap<String, (FileId, EditionFile)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(FileId, EditionFile)> {
    let mut ordered = Vec::new();
    let mut last: Option<String> = None;
    while let Some(id) = {
        let mut next = found.iter().filter(|(_, (_, e))| e.after == last);
        next.next().map(|(id, _)| id.clone())
    } {
        ordered.extend(found.remove(&id));
        last = Some(id);
    }
    for (id, (file, edition)) in found {
        let after = edition.after.unwrap_or_default();
        diagnostics.push(
            Diagnostic::new(Code::InvalidEdition, Span::new(file, 0, 0))
                .arg("edition", id)
                .arg("reason", format!("after: {after}"))
                .help("after"),
        );
    }
    ordered
}

/// The edition with what earlier ones have put in; else what is missing.
fn whole(file: &EditionFile, earlier: &[Edition]) -> Result<Edition, String> {
    let of = |id: &str| earlier.iter().find(|e| e.id == id);
    let file_of = |key: &String, same: &str| of(same)?.files.get(key).cloned();
    let record_of = |key: &String, same: &str| of(same)?.records.get(key).cloned();
    Ok(file.with(
        filled(&file.files, file_of)?,
        filled(&file.records, record_of)?,
    ))
}

fn filled<T: Clone>(
    stored: &BTreeMap<String, Stored<T>>,
    same: impl Fn(&String, &str) -> Option<T>,
) -> Result<BTreeMap<String, T>, String> {
    let fill = |(key, value): (&String, &Stored<T>)| {
        let value = match value {
            Stored::Full(value) => value.clone(),
            Stored::Same { same: id } => same(key, id).ok_or_else(|| format!("{id}: {key}"))?,
        };
        Ok((key.clone(), value))
    };
    stored.iter().map(fill).collect()
}

/// The bytes of the assets are there and are what they were.
fn verify_assets(root: &Path, editions: &[Edition], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for edition in editions {
        for (address, asset) in &edition.assets {
            let stored = asset.stored_at(address);
            if seen.insert(stored.clone()) && !is_intact(&root.join(EDITIONS).join(&stored), asset)
            {
                let shown = format!("{EDITIONS}/{stored}");
                let place = Place::Path(shown.clone());
                let damaged = Diagnostic::new(Code::DamagedEdition, place).help("asset");
                diagnostics.push(
                    damaged
                        .arg("edition", edition.id.as_str())
                        .arg("path", shown)
                        .arg("address", address.as_str()),
                );
            }
        }
    }
}

fn is_intact(path: &Path, asset: &FrozenAsset) -> bool {
    let is_file = path
        .symlink_metadata()
        .is_ok_and(|meta| meta.is_file() && meta.len() == asset.bytes);
    let hash = |bytes: Vec<u8>| blake3::hash(&bytes).to_hex().to_string();
    is_file
        && std::fs::read(path)
            .map(hash)
            .is_ok_and(|hash| hash == asset.hash)
}
