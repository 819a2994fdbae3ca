//! Pages that lead from an old address to the new one, also from `file://`.

use super::add;
use crate::model::{OutPath, Output, Outputs, Page, Site};
use crate::text::html::escaped;

pub(super) fn add_to<'a>(site: &'a Site, outputs: &mut Outputs<'a>) {
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
    let url = escaped(&old.relative(&page.url));
    let (title, lang) = (escaped(&page.title), escaped(&page.lang));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; \
         style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={url}\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n</head>\n\
         <body>\n<main><p><a href=\"{url}\">{title}</a></p></main>\n</body>\n</html>\n"
    )
}
