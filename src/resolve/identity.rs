//! Where a source file goes: collection, id, address.

use unicode_normalization::UnicodeNormalization;

use crate::model::schema::CollectionId;
use crate::model::{Document, OutPath, RawKind};

/// What a file's path makes of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `index.md` of the content folder.
    Home,
    /// `index.md` of a collection's folder.
    CollectionIndex(CollectionId),
    /// A record with its id.
    Record(CollectionId, String),
    /// The page of a folder outside any collection.
    Folder,
    /// Any other page.
    Plain,
}

/// The role of the file at `path` in the folder of `collection`. `has_index` says whether the file's folder has an `index.md`, which is then the
/// folder's page instead of a `README.md`.
pub(super) fn role(path: &str, collection: Option<CollectionId>, has_index: bool) -> Role {
    let (folder, stem) = split(path);
    let is_index = is_folder_page(stem, has_index);
    match collection {
        Some(collection) if is_index && !folder.contains('/') => Role::CollectionIndex(collection),
        Some(collection) => Role::Record(collection, stem.to_owned()),
        None if folder.is_empty() && is_index => Role::Home,
        None if is_index => Role::Folder,
        None => Role::Plain,
    }
}

fn is_folder_page(stem: &str, has_index: bool) -> bool {
    is_index(stem) || (!has_index && stem.eq_ignore_ascii_case("readme"))
}

/// Whether a file of that stem is its folder's page. On some file systems case makes no
/// difference, so that no other page may be `Index.html` either.
pub(super) fn is_index(stem: &str) -> bool {
    stem.eq_ignore_ascii_case("index")
}

/// The address of the file at `path` in NFC, with its `slug` applied.
pub(super) fn address(path: &str, role: &Role, dir: Option<&str>, slug: Option<&str>) -> OutPath {
    let (folder, stem) = split(path);
    let path = match role {
        Role::Home => "index.html".to_owned(),
        Role::CollectionIndex(_) => format!("{}/index.html", dir.unwrap_or(folder)),
        Role::Record(_, id) => format!("{}/{}.html", dir.unwrap_or(folder), slug.unwrap_or(id)),
        Role::Folder => format!("{folder}/index.html"),
        Role::Plain if folder.is_empty() => format!("{}.html", slug.unwrap_or(stem)),
        Role::Plain => format!("{folder}/{}.html", slug.unwrap_or(stem)),
    };
    OutPath::new(path.nfc().collect::<String>())
}

/// Folder (without a trailing slash) and file stem of a content path.
pub(super) fn split(path: &str) -> (&str, &str) {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    (folder, file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

/// Whether an id or slug can stand in references (`measure:m08#s1`) and addresses, and is not the
/// name of its folder's own page.
pub fn is_valid_id(id: &str) -> bool {
    !id.is_empty()
        && !is_index(id)
        && !id.chars().any(|c| {
            c.is_whitespace()
                || c.is_control()
                || matches!(
                    c,
                    '#' | '?' | ':' | '@' | '/' | '\\' | '%' | '"' | '<' | '>' | '|' | '*'
                )
        })
}

/// A scalar front matter value as text.
pub(super) fn scalar<'a>(document: &'a Document, key: &str) -> Option<&'a str> {
    match &document.front.get(key)?.kind {
        RawKind::Scalar(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_decide_roles_and_addresses() {
        let cases = [
            ("index.md", None, Role::Home, "index.html"),
            ("README.md", None, Role::Home, "index.html"),
            ("guide/README.md", None, Role::Folder, "guide/index.html"),
            ("guide/Index.md", None, Role::Folder, "guide/index.html"),
            ("guide/a.b.md", None, Role::Plain, "guide/a.b.html"),
            (
                "measures/index.md",
                Some(0),
                Role::CollectionIndex(0),
                "measures/index.html",
            ),
            (
                "measures/2020/m08.md",
                Some(0),
                Role::Record(0, "m08".into()),
                "measures/m08.html",
            ),
        ];
        for (path, collection, expected, url) in cases {
            let role = role(path, collection, false);
            assert_eq!(role, expected, "{path}");
            assert_eq!(address(path, &role, Some("measures"), None).as_str(), url);
        }
    }
}
