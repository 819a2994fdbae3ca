//! Which addresses a page may link to. The scheme is read the way browsers do, that is after
//! control characters and white space are taken out, so `java\nscript:` is seen for what it is.

use crate::diag::{Code, Diagnostic, Span};
use crate::model::Target;
use crate::text::suggest;
use crate::text::url::{is_link_scheme, scheme};

use super::Input;

/// The target of a link or image whose decoded destination is `href`; one with a scheme that is
/// not allowed is reported and leads nowhere.
pub(super) fn target(input: &mut Input, href: &str, span: Span) -> Target {
    let href = clean(href);
    match scheme(&href) {
        Some(scheme) if !is_allowed(input, scheme) => {
            let scheme = scheme.to_ascii_lowercase();
            let schema = &input.config.schema;
            let keys = schema.collections.iter().map(|c| c.key.as_str());
            let nearest = suggest::nearest(&scheme, keys).and_then(|key| schema.by_key(key));
            let problem = match nearest {
                // Meant as a reference, and as strict as one that is spelt right.
                Some(nearest) => Diagnostic::new(Code::BrokenReference, span)
                    .arg("label", schema.collections[nearest].label.clone())
                    .arg("no", href.as_str())
                    .arg("nearest", schema.collections[nearest].key.as_str())
                    .arg("scheme", scheme)
                    .help("collection"),
                None => Diagnostic::new(Code::DisallowedUrl, span)
                    .arg("scheme", scheme)
                    .help("schemes"),
            };
            input.report(problem);
            Target::Broken
        }
        _ => Target::Unresolved { href, span },
    }
}

/// Whether a link to `href` may stay live.
pub(super) fn allowed(input: &Input, href: &str) -> bool {
    scheme(&clean(href)).is_none_or(|scheme| is_allowed(input, scheme))
}

fn is_allowed(input: &Input, scheme: &str) -> bool {
    let schema = &input.config.schema;
    is_link_scheme(scheme) || schema.by_key(scheme).is_some()
}

/// Without control characters, and without white space around it.
fn clean(href: &str) -> String {
    let kept: String = href.chars().filter(|c| !c.is_control()).collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_read_as_browsers_read_them() {
        let of = |href: &str| scheme(&clean(href)).map(str::to_ascii_lowercase);
        assert_eq!(of("JaVa\nScRiPt:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(of("\u{1} data:text/html").as_deref(), Some("data"));
        assert_eq!(of("std::vec").as_deref(), Some("std"));
        assert_eq!(of("第1章:概要.md"), None);
        assert_eq!(of("a/b:c"), None);
        assert_eq!(of("#a:b"), None);
    }
}
