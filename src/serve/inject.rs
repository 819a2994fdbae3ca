//! What a page gets on its way to the browser: the script that reloads it, and leave to connect
//! to the server. The policy of the published page forbids every connection.

/// Where the server's own files are. No page can be there: hidden names are no content.
pub(super) const PREFIX: &str = "/.hakusho/";

/// `page` with the script of `version`, and with its content security policy opened for it.
pub(super) fn into(page: &[u8], version: &str) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let script =
        format!("<script defer src=\"{PREFIX}reload.js\" data-version=\"{version}\"></script>\n");
    let at = find(&page, "</head", 0).or_else(|| find(&page, "</body", 0));
    let (head, rest) = page.split_at(at.unwrap_or(page.len()));
    let mut out = String::with_capacity(page.len() + script.len() + 32);
    match policy(head) {
        Some(at) => {
            out.push_str(&head[..at]);
            out.push_str("connect-src 'self'; ");
            out.push_str(&head[at..]);
        }
        None => out.push_str(head),
    }
    out.push_str(&script);
    out.push_str(rest);
    out.into_bytes()
}

/// Where the directives of the page's policy begin, unless one of them is about connections.
fn policy(head: &str) -> Option<usize> {
    let name = find(head, "http-equiv=\"content-security-policy\"", 0)?;
    let start = head[..name].rfind('<')?;
    let end = start + head[start..].find('>')?;
    let directives = find(head, "content=\"", start)? + "content=\"".len();
    let policy = head.get(directives..end)?;
    (!policy.contains("connect-src")).then_some(directives)
}

/// Where `needle`, which is ASCII in lower case, first stands at or after `from`, in any case.
fn find(text: &str, needle: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    bytes
        .windows(needle.len())
        .position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
        .map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn injected(page: &str) -> String {
        String::from_utf8(into(page.as_bytes(), "1-2")).expect("UTF-8")
    }

    const SCRIPT: &str =
        "<script defer src=\"/.hakusho/reload.js\" data-version=\"1-2\"></script>\n";

    #[test]
    fn the_script_goes_to_the_end_of_the_head() {
        assert_eq!(
            injected("<head><title>題</title></HEAD><body>"),
            format!("<head><title>題</title>{SCRIPT}</HEAD><body>")
        );
        assert_eq!(
            injected("<p>a</p></body>"),
            format!("<p>a</p>{SCRIPT}</body>")
        );
        assert_eq!(injected("<p>断片"), format!("<p>断片{SCRIPT}"));
    }

    #[test]
    fn the_policy_lets_the_page_connect_to_its_server() {
        let page = "<meta HTTP-EQUIV=\"Content-Security-Policy\" content=\"default-src 'none'\">";
        assert!(injected(&format!("{page}</head>")).starts_with(
            "<meta HTTP-EQUIV=\"Content-Security-Policy\" \
             content=\"connect-src 'self'; default-src 'none'\">"
        ));
        let turned = "<meta content=\"img-src *\" http-equiv=\"content-security-policy\"></head>";
        assert!(injected(turned).starts_with("<meta content=\"connect-src 'self'; img-src *\""));
    }

    #[test]
    fn a_policy_that_speaks_of_connections_is_the_authors() {
        let page =
            "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src a.jp\"></head>";
        assert_eq!(
            injected(page),
            page.replace("</head>", &format!("{SCRIPT}</head>"))
        );
    }
}
