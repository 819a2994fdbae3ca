//! The built-in collections, and how a site's own are merged over them.
//!
//! Merging happens on the TOML trees, so that every value keeps the place where it was written:
//! a collection of the same key replaces the keys that it names, its fields are merged by key, and
//! a field that names a `type` is replaced as a whole.

use crate::diag::{Code, FileId, SourceMap};
use crate::load::reader::Reader;
use crate::load::tree::{Entry, Item, Table, Toml};
use crate::load::walk::Layout;
use crate::load::{schema, tree, validate};
use crate::model::Schema;

/// A schema that comes with the program.
struct Preset {
    /// What `preset = "…"` says.
    name: &'static str,
    /// What messages call its text.
    path: &'static str,
    /// The text, in the language of `hakusho.toml`.
    text: &'static str,
}

/// A government plan and the follow-up of its targets.
const FOLLOWUP: Preset = Preset {
    name: "followup",
    path: "presets/followup.toml",
    text: include_str!("presets/followup.toml"),
};

/// Every value of `preset`; `none` stands for no preset at all.
const NAMES: &[&str] = &[FOLLOWUP.name, "none"];

/// The preset's table: the one that is named, or else the one that the content seems written for.
pub(super) fn chosen(
    table: &Table,
    layout: &Layout,
    map: &mut SourceMap,
    reader: &mut Reader<'_>,
) -> Table {
    let wanted = match reader.string(table, "preset") {
        Some((name, _)) if name == FOLLOWUP.name => true,
        Some(("none", _)) => false,
        Some((other, at)) => {
            reader.unknown(Code::InvalidConfig, other, at, NAMES);
            false
        }
        None => table.get("preset").is_none() && layout.has_folder(),
    };
    if !wanted {
        return Table::default();
    }
    let base = tree::parse(FOLLOWUP.text, FileId(0), &mut Vec::new());
    if table.get("preset").is_none() && !any_folder(&base, table, layout) {
        return Table::default();
    }
    // Parsed again, now that the text has its place among the sources.
    let file = map.add(FOLLOWUP.path, FOLLOWUP.text);
    tree::parse(FOLLOWUP.text, file, reader.diagnostics)
}

/// Whether the content folder holds a folder of one of the collections of `base`, and not one that
/// the site's `own` table gives to another collection.
fn any_folder(base: &Table, own: &Table, layout: &Layout) -> bool {
    let own = folders(own);
    folders(base).iter().any(|(key, dir)| {
        let is_taken = own.iter().any(|(k, d)| k != key && d == dir);
        !is_taken && layout.content.join(dir).is_dir()
    })
}

/// The keys of a table's collections with their folders.
fn folders(table: &Table) -> Vec<(&str, String)> {
    let Some(Toml::Table(collections)) = table.get("collections").map(|e| &e.item.value) else {
        return Vec::new();
    };
    let folder = |entry: &Entry| match &entry.item.value {
        Toml::Table(collection) => match collection.get("dir").map(|e| &e.item.value) {
            Some(Toml::String(dir)) => dir.clone(),
            _ => format!("{}s", entry.key),
        },
        _ => String::new(),
    };
    let named = collections.0.iter().map(|e| (e.key.as_str(), folder(e)));
    named.filter(|(_, folder)| !folder.is_empty()).collect()
}

/// The schema of a site's `own` table over the preset's, `base`. A site's own matrices replace the preset's.
pub(super) fn merged_schema(mut base: Table, mut own: Table, reader: &mut Reader<'_>) -> Schema {
    reader.code = Code::InvalidSchema;
    let take = |table: &mut Table, reader: &mut Reader<'_>| match table.take("collections") {
        Some(entry) => match entry.item.value {
            Toml::Table(collections) => collections,
            _ => {
                reader.wrong("collections", entry.item.span, "table");
                Table::default()
            }
        },
        None => Table::default(),
    };
    let merged = merge_collections(take(&mut base, reader), take(&mut own, reader));
    let source = if own.get("matrices").is_some() {
        &own
    } else {
        &base
    };
    let matrices: &[Item] = reader.array(source, "matrices").unwrap_or_default();
    let (schema, places) = schema::read(&merged, matrices, reader);
    validate::validate(&schema, &places, reader);
    schema
}

/// `base` with `over` in front.
fn merge_collections(base: Table, over: Table) -> Table {
    merge(base, over, &|_, base, over| {
        merge(base, over, &|key, base, over| match key {
            "fields" | "statement-fields" => merge(base, over, &merge_field),
            _ => over,
        })
    })
}

/// Merges tables by key; where both hold a table, `inner` says what comes of those two.
fn merge(mut base: Table, over: Table, inner: &dyn Fn(&str, Table, Table) -> Table) -> Table {
    for mut entry in over.0 {
        if let Some(old) = base.get(&entry.key) {
            entry.item.value = match (&old.item.value, entry.item.value) {
                (Toml::Table(base), Toml::Table(over)) => {
                    Toml::Table(inner(&entry.key, base.clone(), over))
                }
                (_, value) => value,
            };
        }
        base.put(entry);
    }
    base
}

fn merge_field(_: &str, base: Table, over: Table) -> Table {
    if over.get("type").is_some() {
        return over;
    }
    // Labels and whatever else a field says are replaced, not merged.
    merge(base, over, &|_, _, over| over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostic;
    use crate::model::schema::FieldType;

    fn read(own: &str) -> (Schema, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let base = tree::parse(FOLLOWUP.text, FileId(0), &mut problems);
        let own = tree::parse(own, FileId(1), &mut problems);
        let mut reader = Reader {
            code: Code::InvalidConfig,
            diagnostics: &mut problems,
        };
        let schema = merged_schema(base, own, &mut reader);
        (schema, problems)
    }

    #[test]
    fn the_preset_is_clean() {
        let (schema, problems) = read("");
        assert_eq!(problems, []);
        let measure = &schema.collections[schema.by_key("measure").expect("measure")];
        assert_eq!(measure.dir, "measures");
        let number = measure.number.as_ref().expect("numbered");
        assert_eq!(number.print("8"), "(8)");
    }

    #[test]
    fn a_site_changes_only_what_it_names() {
        let (plain, _) = read("");
        let (schema, problems) = read(
            "[collections.measure]\nlabel = \"政策\"\n\
             [collections.measure.fields]\ngroup = { label = \"枠\" }\n\
             rank = { type = \"int\" }\n[collections.memo]\n",
        );
        assert_eq!(problems, []);
        let measure = &schema.collections[0];
        assert_eq!(measure.label.ja, "政策");
        assert_eq!(measure.title, plain.collections[0].title);
        let group = measure.field("group").expect("group");
        assert_eq!(group.label.ja, "枠");
        assert_eq!(group.ty, FieldType::Ref("group".to_owned()));
        assert_eq!(measure.fields.last().map(|f| &*f.key), Some("rank"));
        let last = schema.collections.last().expect("memo");
        assert_eq!((&*last.key, &*last.dir), ("memo", "memos"));
    }

    #[test]
    fn every_fault_of_a_schema_is_found_in_one_run() {
        let (_, problems) = read(
            "[collections.Bad]\n[collections.one]\nnumber = { autolink = true }\n\
             [collections.two]\nnumber = { format = \"({no})\", autolink = true }\n[collections.data]\ndir = \"measures\"\n\
             [collections.ok]\ndir = \"search\"\nrequire-incoming = [\"target\", \"tarqet\"]\n\
             number = { format = \"第条\", scope = \"edition\", formt = 1 }\n\
             [collections.ok.fields]\na = { type = \"ref\" }\nb = { type = \"ref\", to = \"x\" }\n\
             c = { type = \"enun\" }\nd = { label = \"d\" }\ntitle = { type = \"string\" }\n",
        );
        let found: Vec<(&str, &str)> = problems
            .iter()
            .map(|p| (p.code.name(), p.help[0]))
            .collect();
        assert_eq!(
            found,
            [
                ("unknown-config-key", "nearest"),
                ("invalid-schema", "missing-to"),
                ("invalid-schema", "nearest"),
                ("invalid-schema", "missing-type"),
                ("invalid-schema", "key"),
                ("invalid-schema", "bare-autolink"),
                ("invalid-schema", "scheme"),
                ("invalid-schema", "own-folder"),
                ("invalid-schema", "format"),
                ("invalid-schema", "known"),
                ("invalid-schema", "known"),
                ("invalid-schema", "reserved"),
                ("invalid-schema", "nearest"),
                ("invalid-schema", "duplicate-dir"),
                ("invalid-schema", "duplicate-format"),
            ]
        );
    }

    #[test]
    fn what_a_field_cannot_use_is_told() {
        let (_, problems) = read(
            "[collections.memo.fields]\na = { type = \"string\", values = [\"x\"] }\n\
             b = { type = \"list\", of = \"money\", unit = \"円\", to = \"memo\" }\n\
             c = { type = \"date\", inverse = \"x\" }\nd = { type = \"money\" }\n\
             e = { type = \"enum\", of = \"string\" }\nwithdrawn = { type = \"date\" }\n\
             [collections.memo.statement-fields]\nf = { type = \"bool\", required = true }\n\
             g = { type = \"refs\", to = \"memo\" }\nh = { type = \"money\", unit = \"円\" }\n",
        );
        let found: Vec<(&str, String, &str)> = problems
            .iter()
            .map(|p| (p.code.name(), argument(p, "key"), p.help[0]))
            .collect();
        let expected = [
            ("invalid-schema", "values", "not-of-type"),
            ("invalid-schema", "to", "not-of-type"),
            ("invalid-schema", "inverse", "not-of-type"),
            ("invalid-schema", "d", "missing-unit"),
            ("invalid-schema", "e", "missing-values"),
            ("unknown-config-key", "required", "known"),
            ("unknown-config-key", "to", "known"),
            ("invalid-schema", "refs", "known"),
            ("invalid-schema", "withdrawn", "reserved"),
        ];
        assert_eq!(
            found,
            expected.map(|(code, key, help)| (code, key.to_owned(), help))
        );
    }

    fn argument(problem: &Diagnostic, name: &str) -> String {
        let found = problem.args.iter().find(|(known, _)| *known == name);
        match found {
            Some((_, crate::diag::Arg::Text(text))) => text.clone(),
            _ => String::new(),
        }
    }

    proptest::proptest! {
        /// Whatever stands in a configuration, reading it ends with a schema.
        #[test]
        fn any_text_is_read(
            own in "(\\[{1,2}(collections|matrices|collections\\.[a-z]{1,3}(\\.fields)?)\\]{1,2}\n|\
                    (dir|label|number|fields|type|to|rows) = (1|\"[あa{}]{0,3}\"|true|\\[|\\{ type = \"ref\" \\})\n|[あ\"=\n]){0,12}"
        ) {
            let (schema, _) = read(&own);
            proptest::prop_assert!(schema.by_key("measure").is_some());
        }
    }
}
