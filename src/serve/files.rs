//! Address → file of the site.

use std::path::Path;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{Response, StatusCode};

use super::inject;
use super::state::Published;
use crate::diag::Lang;
use crate::model::path::encode_path;
use crate::model::{Files, Kept, OutPath};
use crate::text::url;

/// What stands at an address.
enum Found<'a> {
    File(&'a OutPath, &'a Kept),
    /// A folder that was asked for without its `/`: relative links of its page would lead elsewhere.
    Folder,
    Nothing,
}

/// The answer to a request for `path`, the percent-encoded path of a URL.
pub(super) fn answer(published: &Published, path: &str) -> Response<Body> {
    let Some(files) = published.files.as_deref() else {
        return page(StatusCode::SERVICE_UNAVAILABLE, waiting(published));
    };
    let decoded = url::percent_decode(path.strip_prefix('/').unwrap_or(path));
    match find(files, &decoded) {
        Found::File(at, kept) => file(published, at, kept),
        Found::Folder => {
            let to = format!("/{}/", encode_path(&decoded));
            let response = Response::builder().status(StatusCode::FOUND);
            finished(response.header(LOCATION, to).body(Body::empty()))
        }
        Found::Nothing => missing(published, files),
    }
}

fn find<'a>(files: &'a Files, path: &str) -> Found<'a> {
    let name = match path {
        "" => "index.html".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        file => file.to_owned(),
    };
    if !is_safe(&name) {
        return Found::Nothing;
    }
    if let Some((at, kept)) = files.get_key_value(&OutPath::new(name.as_str())) {
        return Found::File(at, kept);
    }
    match files.contains_key(&OutPath::new(format!("{name}/index.html"))) {
        true => Found::Folder,
        false => Found::Nothing,
    }
}

/// Whether `name` can be an [`OutPath`].
fn is_safe(name: &str) -> bool {
    name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn file(published: &Published, at: &OutPath, kept: &Kept) -> Response<Body> {
    let media = mime_guess::from_path(Path::new(at.as_str())).first_or_octet_stream();
    let bytes = match kept {
        Kept::Bytes(bytes) if media.essence_str() == "text/html" => {
            return page(StatusCode::OK, inject::into(bytes, &published.version()));
        }
        Kept::Bytes(bytes) => bytes.clone(),
        Kept::Copy { origin, .. } => match read(origin) {
            Ok(bytes) => bytes,
            Err(_) => return page(StatusCode::NOT_FOUND, Vec::new()),
        },
    };
    let is_text = media.type_() == "text" || media.essence_str() == "application/json";
    let media = match is_text {
        true => format!("{}; charset=utf-8", media.essence_str()),
        false => media.essence_str().to_owned(),
    };
    let response = Response::builder().header(CONTENT_TYPE, media);
    finished(response.body(Body::from(bytes)))
}

/// A file of the author's, read anew; a link that took its place since the build is not followed.
fn read(origin: &Path) -> std::io::Result<Vec<u8>> {
    if origin.symlink_metadata()?.is_file() {
        std::fs::read(origin)
    } else {
        Err(std::io::ErrorKind::NotFound.into())
    }
}

/// The site's own page for addresses that lead nowhere.
fn missing(published: &Published, files: &Files) -> Response<Body> {
    let page_of_the_site = match files.get(&OutPath::new("404.html")) {
        Some(Kept::Bytes(bytes)) => bytes.as_slice(),
        _ => b"<!DOCTYPE html><title>404</title><h1>404</h1>",
    };
    let body = inject::into(page_of_the_site, &published.version());
    page(StatusCode::NOT_FOUND, body)
}

/// What is shown while there is no site at all: the diagnostics alone.
fn waiting(published: &Published) -> Vec<u8> {
    let (lang, text) = match published.lang() {
        Lang::Ja => (
            "ja",
            "まだサイトを作れていません。直すと、ここに表示されます。",
        ),
        Lang::En => (
            "en",
            "There is no site yet. It appears here once the problems are mended.",
        ),
    };
    let html = format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>hakusho</title></head><body><p>{text}</p></body></html>"
    );
    inject::into(html.as_bytes(), &published.version())
}

fn page(status: StatusCode, body: Vec<u8>) -> Response<Body> {
    let response = Response::builder().status(status);
    let html = "text/html; charset=utf-8";
    finished(response.header(CONTENT_TYPE, html).body(Body::from(body)))
}

/// A response whose parts are all known to be valid.
fn finished(built: Result<Response<Body>, axum::http::Error>) -> Response<Body> {
    built.unwrap_or_else(|_| {
        let mut failed = Response::new(Body::empty());
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        failed
    })
}
