//! `sitemap.xml` and `robots.txt`, when the site's address is known.

use super::add;
use crate::model::{OutPath, Output, Outputs, PageKind, Site};
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
    for page in site.pages.iter().filter(|p| p.kind != PageKind::NotFound) {
        xml.push_str(&format!(
            "<url><loc>{}</loc></url>\n",
            escaped(&absolute(root, &page.url))
        ));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// The absolute URL of a file; a folder's page is named by the folder.
fn absolute(root: &str, path: &OutPath) -> String {
    let joined = path.encoded();
    let short = joined
        .strip_suffix("index.html")
        .filter(|p| p.is_empty() || p.ends_with('/'));
    format!("{root}{}", short.unwrap_or(&joined))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_absolute_and_encoded() {
        let at = |path: &str| absolute("https://example.jp/a/", &OutPath::new(path));
        assert_eq!(at("index.html"), "https://example.jp/a/");
        assert_eq!(
            at("文書/index.html"),
            "https://example.jp/a/%E6%96%87%E6%9B%B8/"
        );
        assert_eq!(at("myindex.html"), "https://example.jp/a/myindex.html");
    }
}
