//! `sitemap.xml` and `robots.txt`, when the site's address is known.

use super::add;
use crate::model::{Output, Outputs, Page, PageKind, Site};
use crate::text::html::escaped;

pub(super) fn add_to<'a>(site: &'a Site, outputs: &mut Outputs<'a>) {
    let Some(root) = &site.config.site_url else {
        return;
    };
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {root}sitemap.xml\n");
    add(
        outputs,
        "robots.txt",
        Output::Bytes(robots.into_bytes().into()),
    );
    add(
        outputs,
        "sitemap.xml",
        Output::Make(Box::new(move || Ok(sitemap(site, root).into_bytes()))),
    );
}

fn sitemap(site: &Site, root: &str) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let is_listed = |page: &&Page| {
        !matches!(
            page.kind,
            PageKind::NotFound | PageKind::Numbers | PageKind::Number
        )
    };
    for page in site.pages.iter().filter(is_listed) {
        xml.push_str(&format!(
            "<url><loc>{}</loc></url>\n",
            escaped(&page.url.absolute(root))
        ));
    }
    xml.push_str("</urlset>\n");
    xml
}
