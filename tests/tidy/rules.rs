//! The rules of the house, applied to one source file at a time.

use std::collections::BTreeSet;

use super::scanner;

/// Which rooms a room may import, besides itself.
const IMPORTS: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("text", &[]),
    ("words", &["text"]),
    ("model", &["diag", "text"]),
    ("edit", &["diag", "text", "model"]),
    ("import", &["diag", "text", "model", "edit"]),
    ("revise", &["diag", "text", "model", "edit"]),
    ("load", BELOW_STAGES),
    ("parse", BELOW_STAGES),
    ("resolve", BELOW_STAGES),
    ("editions", BELOW_STAGES),
    ("search", BELOW_STAGES),
    ("render", BELOW_STAGES),
    ("emit", BELOW_STAGES),
    ("write", BELOW_STAGES),
    // No stage, but like one: keeps on the disk what the others put into a `model::memory`.
    ("cache", BELOW_STAGES),
    ("serve", BELOW_STAGES),
];
const BELOW_STAGES: &[&str] = &["diag", "text", "words", "model"];
/// Rooms that join the others and may import any.
const JOINTS: &[&str] = &["pipeline", "commands", "cli", "main", "lib"];

/// Rooms that may touch the disk, the network, the environment and the clock.
const IO_ROOMS: &[&str] = &["load", "write", "cache", "serve", "commands", "cli", "main"];
/// What they may touch and the others may not.
const IO_PATHS: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::os",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
];
/// Methods of `Path` that look at the disk.
const IO_METHODS: &[&str] = &[
    "canonicalize",
    "exists",
    "try_exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "metadata",
    "read_dir",
    "read_link",
    "symlink_metadata",
];
/// A pure room's single I/O path, with the reason.
const IO_EXCEPTIONS: &[(&str, &str)] = &[
    // `--timings` prints how long each stage takes.
    ("pipeline", "std::time::Instant"),
];

/// Crates without effects that say nothing about a room's work: any room may name them.
const EXEMPT_CRATES: &[&str] = &[
    "serde",
    "serde_json",
    "rayon",
    "blake3",
    "unicode_normalization",
];
/// The rooms that name each other crate, so that replacing it changes one room.
const CRATE_ROOMS: &[(&str, &[&str])] = &[
    ("mime_guess", &["serve"]),
    ("notify", &["serve"]),
    ("tokio_stream", &["serve"]),
    ("tokio", &["serve"]),
    ("axum", &["serve"]),
    ("annotate_snippets", &["diag"]),
    ("calamine", &["import"]),
    ("chardetng", &["load"]),
    // `main` holds the arguments until there is a `cli`.
    ("clap", &["cli", "main"]),
    ("clap_complete", &["cli"]),
    // Data files are written as CSV, and tables are included from it.
    ("csv", &["emit", "parse"]),
    // What `csv` reads with: here field by field, so that each cell has its place in the file.
    ("csv_core", &["import"]),
    ("encoding_rs", &["load"]),
    ("html5ever", &["parse"]),
    ("include_dir", &["load"]),
    ("indicatif", &["commands"]),
    ("lindera", &["words"]),
    ("lindera_dictionary", &["words"]),
    ("oxc", &["render"]),
    // How remembered values are written.
    ("postcard", &["model"]),
    ("pulldown_cmark", &["parse"]),
    ("pulldown_latex", &["text"]),
    // Feeds are XML.
    ("quick_xml", &["emit"]),
    ("rust_xlsxwriter", &["emit"]),
    ("rustix", &["write"]),
    ("serde_saphyr", &["parse"]),
    ("strsim", &["text"]),
    ("imagesize", &["load"]),
    ("syntect", &["render"]),
    ("tera", &["render"]),
    // The configuration, `+++` front matter, and the catalogue of messages are all TOML.
    ("toml", &["load", "parse", "diag"]),
    // Compares texts of editions, and shows what a command changes in a file.
    ("similar", &["editions", "commands"]),
    ("two_face", &["render"]),
    ("walkdir", &["load"]),
    ("zip", &["write"]),
];

/// Literals that are the name of a collection and mean something else: file, literal, its meaning.
const HOMONYMS: &[(&str, &str, &str)] = &[
    ("load/schema.rs", "field", "a key of `number`"),
    ("load/settings.rs", "field", "a key of `number`"),
    ("load/walk.rs", "target", "the folder that cargo fills"),
    ("parse/elements.rs", "figure", "an HTML element"),
    ("parse/figures.rs", "figure", "an HTML element"),
    (
        "render/context/record.rs",
        "field",
        "a placeholder of the interface's words",
    ),
    (
        "render/html/table.rs",
        "section",
        "a class of the table's frame",
    ),
    (
        "resolve/blocks.rs",
        "figure",
        "an HTML element and the ids of such",
    ),
    (
        "resolve/blocks.rs",
        "section",
        "the id of a heading without letters",
    ),
];

/// The most lines a file may have.
pub(crate) const MAX_LINES: usize = 400;

/// The dependencies of a `Cargo.toml` as crate names (`pulldown_cmark`).
pub(crate) fn dependencies(manifest: &str) -> Vec<String> {
    let after = manifest.split("\n[dependencies]\n").nth(1).unwrap_or("");
    after
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim().replace('-', "_"))
        .collect()
}

/// Whether every dependency has its rooms, and every entry of the table its dependency.
pub(crate) fn crate_table_violations(dependencies: &[String]) -> Vec<String> {
    let listed: BTreeSet<&str> = CRATE_ROOMS
        .iter()
        .map(|(name, _)| *name)
        .chain(EXEMPT_CRATES.iter().copied())
        .collect();
    let known: BTreeSet<&str> = dependencies.iter().map(String::as_str).collect();
    let missing = known
        .difference(&listed)
        .map(|name| format!("{name}: say which room names it"));
    let stale = listed
        .difference(&known)
        .map(|name| format!("{name}: not a dependency any more"));
    missing.chain(stale).collect()
}

/// The room of a file below `src/`: `load/config.rs` is in `load`, `pipeline.rs` in `pipeline`.
pub(crate) fn room(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or(path);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// Everything in the file at `path` (below `src/`) that breaks a rule.
pub(crate) fn violations(path: &str, source: &str, dependencies: &[String]) -> Vec<String> {
    let mut found = BTreeSet::new();
    let names = scanner::names(source);
    let room = room(path);
    for name in &names.paths {
        found.extend(import_violation(path, room, name));
        found.extend(io_violation(room, name));
        found.extend(crate_violation(room, name, dependencies));
    }
    if !IO_ROOMS.contains(&room) {
        let looks = names
            .methods
            .iter()
            .filter(|method| IO_METHODS.contains(&method.as_str()));
        found.extend(looks.map(|method| format!("`.{method}()` looks at the disk")));
    }
    if !["cli", "main"].contains(&room) {
        let prints = ["print", "println", "eprint", "eprintln", "dbg"];
        let printing = names
            .macros
            .iter()
            .filter(|name| prints.contains(&name.as_str()));
        found.extend(printing.map(|name| format!("`{name}!`: only main and cli print")));
    }
    found.extend(length_violation(source));
    found
        .into_iter()
        .map(|what| format!("src/{path}: {what}"))
        .collect()
}

/// The keys of the collections of a preset and their labels in every language.
pub(crate) fn collection_names(preset: &str) -> BTreeSet<String> {
    let preset: toml::Table = preset.parse().expect("the preset is TOML");
    let collections = preset["collections"].as_table().expect("collections");
    let mut names = BTreeSet::new();
    for (key, collection) in collections {
        names.insert(key.clone());
        let labels = collection["label"].as_table().expect("labels");
        names.extend(
            labels
                .values()
                .filter_map(|label| label.as_str())
                .map(str::to_owned),
        );
    }
    names
}

/// String literals that name a collection: collections are data, so that no code may know one.
/// Japanese words of two letters count wherever they stand in a literal, others only when they are all of it or
/// the name in front of a reference's colon.
pub(crate) fn collection_violations(
    path: &str,
    source: &str,
    names: &BTreeSet<String>,
) -> Vec<String> {
    let names_one = |literal: &str, name: &str| match name.is_ascii() {
        true => literal == name || literal.starts_with(&format!("{name}:")),
        false => literal == name || (name.chars().count() > 1 && literal.contains(name)),
    };
    let is_homonym = |literal: &str| {
        let mut known = HOMONYMS.iter();
        known.any(|(file, word, _)| *file == path && *word == literal)
    };
    scanner::strings(source)
        .into_iter()
        .filter(|literal| !is_homonym(literal))
        .filter_map(|literal| {
            let name = names.iter().find(|name| names_one(&literal, name))?;
            Some(format!(
                "src/{path}: \"{literal}\" names the collection {name}"
            ))
        })
        .collect()
}

/// A file that is too long, unless its first lines say that it is generated.
pub(crate) fn length_violation(source: &str) -> Option<String> {
    let lines = source.lines().count();
    let is_generated = source
        .lines()
        .take(5)
        .any(|line| line.contains("@generated"));
    (lines > MAX_LINES && !is_generated)
        .then(|| format!("{lines} lines, more than {MAX_LINES}: split it"))
}

fn import_violation(path: &str, room: &str, name: &[String]) -> Option<String> {
    let other = imported_room(path, name)?;
    if other == room || JOINTS.contains(&room) {
        return None;
    }
    let Some((_, allowed)) = IMPORTS.iter().find(|(known, _)| *known == room) else {
        return Some(format!(
            "the room {room} is unknown: add it to the import rule"
        ));
    };
    let is_room = IMPORTS.iter().any(|(known, _)| *known == other) || JOINTS.contains(&other);
    // `crate::*` and names that lib.rs itself defines reach every room.
    let is_root = other == "*" || !is_room;
    (is_root || !allowed.contains(&other))
        .then(|| format!("{room} may not import {other} (`{}`)", name.join("::")))
}

/// The room that a path leads into: `crate::x::…`, `hakusho::x::…`, or enough `super`s.
fn imported_room<'a>(path: &str, name: &'a [String]) -> Option<&'a str> {
    match name.first()?.as_str() {
        "crate" | "hakusho" => name.get(1).map(String::as_str),
        "super" => {
            let supers = name.iter().take_while(|part| *part == "super").count();
            // `load/mod.rs` is one module deep, `load/config.rs` two.
            let is_root_of_folder = path.ends_with("/mod.rs");
            let depth = path.split('/').count() - usize::from(is_root_of_folder);
            (supers >= depth)
                .then(|| name.get(supers).map(String::as_str))
                .flatten()
        }
        _ => None,
    }
}

fn io_violation(room: &str, name: &[String]) -> Option<String> {
    let name = name.join("::");
    let name = name.strip_suffix("::self").unwrap_or(&name);
    let touches = |path: &str| name == path || name.starts_with(&format!("{path}::"));
    // A whole module or a glob of it would hide what is used.
    let hides = ["std", "std::*", "std::time", "std::time::*", "std::io::*"].contains(&name);
    let is_allowed = IO_ROOMS.contains(&room)
        || IO_EXCEPTIONS
            .iter()
            .any(|(known, path)| *known == room && touches(path));
    (!is_allowed && (hides || IO_PATHS.iter().any(|path| touches(path))))
        .then(|| format!("{room} may not touch the world (`{name}`)"))
}

fn crate_violation(room: &str, name: &[String], dependencies: &[String]) -> Option<String> {
    let first = name.first()?;
    if !dependencies.contains(first) || EXEMPT_CRATES.contains(&first.as_str()) {
        return None;
    }
    let rooms = CRATE_ROOMS
        .iter()
        .find(|(known, _)| known == first)
        .map_or(&[][..], |(_, r)| *r);
    (!rooms.contains(&room)).then(|| {
        format!(
            "{room} names the crate {first}, which belongs in {}",
            rooms.join(", ")
        )
    })
}
