//! Style sheets and scripts of the theme → files under `assets/`.
//!
//! All of `css/` becomes one `assets/style.css`, in the order of the file names; cascade layers,
//! not that order, decide what wins. Scripts keep their names; the files of a folder `js/NAME/`
//! become one script `assets/NAME.js`, in the order of their names and wrapped in a function, so
//! that what they declare is theirs alone. Scripts are made short (`minify`). The interface's words
//! and the names of the collections are put in front of `hakusho.js`, because inline scripts are
//! forbidden and a second request would cost more than it carries.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::diag::Localized;
use crate::model::{OutPath, Output, Site, Theme};
use crate::render::strings::Strings;
use crate::render::{context, minify};

/// The style sheet of every page.
pub(crate) const STYLE: &str = "assets/style.css";

/// What `hakusho.js` finds in `window.hakushoSite`.
#[derive(Serialize)]
struct Prelude<'a> {
    /// The interface's words by language.
    strings: BTreeMap<&'static str, BTreeMap<&'a str, &'a str>>,
    /// Labels of the collections that have records, in the order of the schema.
    #[serde(serialize_with = "as_map")]
    collections: Vec<(&'a str, &'a Localized)>,
    /// Whether there is an index.
    search: bool,
    /// The search page, from the site's root.
    #[serde(rename = "searchPage")]
    search_page: Option<String>,
}

/// The files of the theme that the site needs, by address.
pub(crate) fn assets<'a>(
    site: &Site,
    theme: &'a Theme,
    strings: &[Strings],
) -> Vec<(OutPath, Output<'a>)> {
    let mut style = Vec::new();
    let mut bundles: BTreeMap<&str, String> = BTreeMap::new();
    let mut files = Vec::new();
    for (path, file) in &theme.files {
        let Some((folder, name)) = path.split_once('/') else {
            continue;
        };
        match folder {
            "css" => {
                style.extend_from_slice(&file.bytes);
                style.push(b'\n');
            }
            "js" if name == "hakusho.js" => {
                files.push((
                    asset(name),
                    script(prelude(site, strings), text(&file.bytes)),
                ));
            }
            "js" => match name.split_once('/') {
                Some((bundle, _)) => {
                    let source = bundles.entry(bundle).or_insert(String::from(BUNDLE_START));
                    source.push_str(&text(&file.bytes));
                    source.push('\n');
                }
                None => files.push((asset(name), script(String::new(), text(&file.bytes)))),
            },
            "templates" | "strings" | "standard" => {}
            _ => files.push((asset(path), Output::Bytes(Cow::Borrowed(&file.bytes)))),
        }
    }
    for (name, mut source) in bundles {
        source.push_str(BUNDLE_END);
        files.push((
            asset(&format!("{name}.js")),
            script(String::new(), source.into()),
        ));
    }
    files.push((OutPath::new(STYLE), Output::Bytes(Cow::Owned(style))));
    files
}

/// What the files of a bundle stand in: a function of their own.
const BUNDLE_START: &str = "(() => {\n\"use strict\";\n";
const BUNDLE_END: &str = "})();\n";

/// A script as it is shipped: `head` as it is, then `source` made short.
fn script<'a>(head: String, source: Cow<'a, str>) -> Output<'a> {
    Output::Make(Box::new(move || {
        Ok((head.clone() + &minify::script(&source)).into_bytes())
    }))
}

/// The text of a script. What is no UTF-8 would be replaced by browsers in the same way.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn asset(name: &str) -> OutPath {
    OutPath::new(format!("assets/{name}"))
}

/// An object whose keys keep their order.
fn as_map<S: Serializer>(pairs: &[(&str, &Localized)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().copied())
}

fn prelude(site: &Site, strings: &[Strings]) -> String {
    let schema = &site.config.schema;
    let data = Prelude {
        strings: strings
            .iter()
            .map(|words| (words.lang.tag(), words.for_scripts()))
            .collect(),
        collections: schema
            .collections
            .iter()
            .zip(&site.records)
            .filter(|(_, records)| !records.is_empty())
            .map(|(collection, _)| (collection.key.as_str(), &collection.label))
            .collect(),
        search: site.config.search.enabled,
        search_page: context::site(site).search_page,
    };
    // Maps of strings always serialise.
    let json = serde_json::to_string(&data).unwrap_or_else(|_| "{}".to_owned());
    format!("window.hakushoSite = {json};\n")
}
