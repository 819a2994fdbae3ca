//! `[editions]` of `hakusho.toml`: how editions and their differences are shown.

use crate::diag::{Code, Diagnostic, Span};
use crate::load::reader::Reader;
use crate::load::settings;
use crate::load::tree::Table;
use crate::model::Config;
use crate::model::config::{
    ComparisonPreset, ComparisonStyle, EditionsConfig, Omit, ShownEditions,
};
use crate::text::suggest::nearest;

/// Reads the table; what is not there keeps its default.
pub(super) fn read(table: &Table, reader: &mut Reader<'_>) -> EditionsConfig {
    let mut config = Config::default().editions;
    let Some((table, _)) = reader.table(table, "editions") else {
        return config;
    };
    reader.only(table, settings::EDITIONS);
    if let Some((name, at)) = reader.string(table, "render") {
        match ShownEditions::from_name(name) {
            Some(shown) => config.shown = shown,
            None => reader.wrong("render", at, "shown-editions"),
        }
    }
    if let Some(on) = reader.boolean(table, "search") {
        config.search = on;
    }
    if let Some((inner, _)) = reader.table(table, "comparison") {
        config.comparison = comparison(inner, reader);
    }
    config
}

fn comparison(table: &Table, reader: &mut Reader<'_>) -> ComparisonStyle {
    reader.only(table, settings::COMPARISON);
    let presets = ComparisonPreset::ALL.map(|(preset, name)| (name, preset));
    let omits = Omit::ALL.map(|(omit, name)| (name, omit));
    ComparisonStyle {
        preset: choice(table, "preset", &presets, reader).unwrap_or_default(),
        new_first: choice(
            table,
            "order",
            &[("new-first", true), ("old-first", false)],
            reader,
        ),
        pad: reader.boolean(table, "pad"),
        omit: choice(table, "omit", &omits, reader),
        bracket: bracket(table, reader),
        remarks: reader.boolean(table, "remarks"),
        vertical: choice(
            table,
            "writing",
            &[("horizontal", false), ("vertical", true)],
            reader,
        ),
        heads: heads(table, reader),
        legend: reader
            .string(table, "legend")
            .map(|(text, _)| text.to_owned()),
    }
}

/// One of a few names.
fn choice<T: Copy>(
    table: &Table,
    key: &str,
    choices: &[(&str, T)],
    reader: &mut Reader<'_>,
) -> Option<T> {
    let (word, at) = reader.string(table, key)?;
    let found = choices.iter().find(|(name, _)| *name == word);
    if found.is_none() {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let problem = Diagnostic::new(Code::InvalidConfig, at).arg("key", key);
        reader
            .diagnostics
            .push(match nearest(word, names.iter().copied()) {
                Some(name) => problem.arg("nearest", name).help("nearest"),
                None => problem.arg("known", names.join(", ")).help("known"),
            });
    }
    found.map(|(_, choice)| *choice)
}

/// Two characters, what opens and what closes.
fn bracket(table: &Table, reader: &mut Reader<'_>) -> Option<(String, String)> {
    let (text, at) = reader.string(table, "bracket")?;
    let mut letters = text.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(open), Some(close), None) => Some((open.to_string(), close.to_string())),
        _ => {
            reader.wrong("bracket", at, "bracket");
            None
        }
    }
}

/// The heads of the new and the old version.
fn heads(table: &Table, reader: &mut Reader<'_>) -> Option<(String, String)> {
    let at: Span = table.get("heads")?.item.span;
    let items = reader.strings(table, "heads");
    match items.as_slice() {
        [(new, _), (old, _)] => Some((new.clone(), old.clone())),
        _ => {
            reader.wrong("heads", at, "heads");
            None
        }
    }
}
