//! Where a new file goes, and why it may not.

use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::commands::{collections, files};
use crate::diag::{Code, Diagnostic, Lang, Place};
use crate::model::schema::{Collection, CollectionId, Schema};
use crate::pipeline::Survey;
use crate::resolve::is_valid_id;
use crate::text::file_name;

/// What stands for a page outside collections, where no collection has that key.
const PAGE: &str = "page";

/// The place of a new file.
pub(super) struct Spot {
    /// From the site's folder: `content/measures/m17.md`.
    pub(super) path: String,
    /// The collection of a record.
    pub(super) collection: Option<CollectionId>,
    /// The file whose translation this is, from the content folder.
    pub(super) original: Option<String>,
}

impl Spot {
    /// What a page is called for want of a title: its file, or the folder whose page it is.
    pub(super) fn name(&self, survey: &Survey, lang: Lang) -> String {
        let config = &survey.site.config;
        let path = self.original.as_deref().unwrap_or(&self.path);
        let own = stem(path);
        if !is_folder_page(own) {
            return own.to_owned();
        }
        let mut folders = path.rsplit('/').skip(1);
        match folders.next() {
            Some(folder) if Some(folder) != survey.prefix().strip_suffix('/') => {
                let collection = config.schema.by_dir(folder);
                let title = collection.map(|c| config.schema.collections[c].title.get(lang));
                title.unwrap_or(folder).to_owned()
            }
            _ => config.title.as_deref().unwrap_or(own).to_owned(),
        }
    }
}

/// Whether a file of that name is the page of its folder.
fn is_folder_page(stem: &str) -> bool {
    ["index", "readme"]
        .iter()
        .any(|name| stem.eq_ignore_ascii_case(name))
}

/// The place of the record `id` of the collection `key`.
pub(super) fn find(key: &str, id: &str, root: &Path, survey: &Survey) -> Result<Spot, Diagnostic> {
    let schema = &survey.site.config.schema;
    let collection = match schema.by_key(key) {
        None if key != PAGE => return Err(unknown(key, schema)),
        collection => collection,
    };
    // As authors type names in links, whatever the shell gives.
    let id: String = id.strip_suffix(".md").unwrap_or(id).nfc().collect();
    let invalid = |why| {
        let problem = Diagnostic::new(Code::InvalidId, Place::Nowhere);
        problem.arg("id", id.as_str()).help(why)
    };
    if id.split('/').any(str::is_empty) {
        return Err(invalid("place"));
    }
    let below = match collection {
        Some(collection) => {
            // README is the page of a folder that has no index.
            if !is_valid_id(stem(&id)) || is_folder_page(stem(&id)) {
                return Err(invalid("rename"));
            }
            format!("{}/{id}.md", schema.collections[collection].dir)
        }
        None => {
            if let Some((owner, rest)) = owner(&id, schema) {
                let owner = &schema.collections[owner];
                return Err(invalid("record")
                    .arg("dir", owner.dir.as_str())
                    .arg("label", owner.label.clone())
                    .arg("key", owner.key.as_str())
                    .arg("rest", rest));
            }
            format!("{id}.md")
        }
    };
    // Hidden names are no content, and so `..` leads nowhere.
    if !survey.is_content(&below) {
        return Err(invalid("place"));
    }
    if let Some(why) = file_name::fault(&below) {
        let problem = Diagnostic::new(Code::UnsafePath, Place::Nowhere);
        return Err(problem.arg("path", below).help(why));
    }
    let prefix = survey.prefix();
    match taken(&below, collection, survey) {
        Some(found) => {
            let path = files::shown(root, &format!("{prefix}{found}"));
            let problem = Diagnostic::new(Code::AlreadyExists, Place::Path(path.clone()));
            let problem = problem.arg("path", path);
            Err(match collection {
                Some(_) if found != below => problem.help("id"),
                _ => problem,
            })
        }
        None => Ok(Spot {
            path: format!("{prefix}{below}"),
            collection,
            original: survey.original(&below),
        }),
    }
}

/// `path` without the extension of Markdown.
fn without_ending(path: &str) -> &str {
    let without = |ending: &str| path.strip_suffix(ending);
    without(".md")
        .or_else(|| without(".markdown"))
        .unwrap_or(path)
}

/// The name of the file at `path` without its extension.
fn stem(path: &str) -> &str {
    let path = without_ending(path);
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The collection in whose folder the page `id` would be a record, and the id that it would have.
/// The page of the folder itself is none.
fn owner<'i>(id: &'i str, schema: &Schema) -> Option<(CollectionId, &'i str)> {
    let (dir, rest) = id.split_once('/')?;
    Some((schema.by_dir(dir).filter(|_| !is_folder_page(rest))?, rest))
}

/// The file that has the id already, or would lie at the same address on some system.
fn taken<'s>(below: &str, collection: Option<CollectionId>, survey: &'s Survey) -> Option<&'s str> {
    let key = |path: &str| {
        file_name::collision_key(match collection {
            Some(_) => stem(path),
            None => without_ending(path),
        })
    };
    let wanted = key(below);
    let of_collection = survey
        .files
        .iter()
        .filter(|(_, file)| file.collection == collection);
    let mut paths = of_collection.map(|(path, _)| path.as_str());
    // The very file is what the author must hear of, not another of its name.
    let exact = survey
        .files
        .get_key_value(below)
        .map(|(path, _)| path.as_str());
    exact.or_else(|| paths.find(|path| key(path) == wanted))
}

fn unknown(key: &str, schema: &Schema) -> Diagnostic {
    let known: Vec<&Collection> = schema.collections.iter().collect();
    collections::unknown(key, &known, schema.by_key(PAGE).is_none().then_some(PAGE))
}
