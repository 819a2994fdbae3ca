//! Pages that lead from an old address to the new one, also from `file://`.

use std::borrow::Cow;

use super::add;
use crate::model::{OutPath, Output, Outputs, Page, Site};
use crate::text::html::escaped;

/// Where the script lies that takes a fragment along, which `refresh` alone would lose.
const SCRIPT: &str = "assets/redirect.js";
const KEEP_FRAGMENT: &[u8] =
    b"location.replace(document.querySelector(\"main a\").href + location.hash);\n";

pub(super) fn add_to<'a>(site: &'a Site, outputs: &mut Outputs<'a>) {
    // One for all, of the whole site: its old editions may have redirects where it has none.
    let has_any = !site.redirects.is_empty() || !site.editions.is_empty();
    if has_any && site.place.is_none() {
        add(outputs, SCRIPT, Output::Bytes(Cow::Borrowed(KEEP_FRAGMENT)));
    }
    for (old, page) in &site.redirects {
        let html = redirect(old, site.page(*page));
        add(
            outputs,
            old.as_str(),
            Output::Bytes(html.into_bytes().into()),
        );
    }
}

fn redirect(old: &OutPath, page: &Page) -> String {
    let script = format!("<script src=\"{}{SCRIPT}\"></script>\n", old.to_root());
    let url = escaped(&old.relative(&page.url));
    let (title, lang) = (escaped(&page.title), escaped(&page.lang));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; \
         style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={url}\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n</head>\n\
         <body>\n<main><p><a href=\"{url}\">{title}</a></p></main>\n{script}</body>\n</html>\n"
    )
}
