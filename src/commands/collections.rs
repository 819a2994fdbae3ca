//! What to say when there is no collection of the name that was given.

use crate::diag::{Code, Diagnostic, Lang, Localized, Place};
use crate::model::Collection;
use crate::text::suggest;

/// `unknown-collection` with what was probably meant and what there is: `known`, and `more` where
/// another word is taken in place of a key.
pub(super) fn unknown(key: &str, known: &[&Collection], more: Option<&str>) -> Diagnostic {
    let called_so = known.iter().find(|c| {
        let labels = [&c.label.ja, &c.label.en, &c.title.ja, &c.title.en, &c.dir];
        labels.into_iter().any(|name| name == key)
    });
    let keys = known.iter().map(|c| c.key.as_str());
    let nearest = match called_so {
        Some(collection) => Some(collection.key.as_str()),
        None => suggest::nearest(key, keys.chain(more)),
    };
    let problem = Diagnostic::new(Code::UnknownCollection, Place::Nowhere).arg("key", key);
    let problem = problem.arg("known", list(known, more));
    match nearest {
        Some(nearest) => problem
            .arg("nearest", nearest)
            .help("nearest")
            .help("known"),
        None => problem.help("known"),
    }
}

/// All keys with their labels.
fn list(known: &[&Collection], more: Option<&str>) -> Localized {
    let list = |lang: Lang| {
        let named = known.iter().map(|c| match lang {
            Lang::Ja => format!("{}（{}）", c.key, c.label.ja),
            Lang::En => format!("{} ({})", c.key, c.label.en),
        });
        let names: Vec<String> = named.chain(more.map(str::to_owned)).collect();
        names.join(match lang {
            Lang::Ja => "、",
            Lang::En => ", ",
        })
    };
    Localized {
        ja: list(Lang::Ja),
        en: list(Lang::En),
    }
}
