//! Requests: who may make them, and what answers them.
//!
//! Any page that the author has open may send requests to 127.0.0.1, and a name may be made to
//! lead there (DNS rebinding). The text of a draft must not leak that way: a request must name
//! this server as its host, must not come from another origin, and what a page of another site
//! embeds is refused, since the search index is made of scripts.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch::Receiver;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::files;
use super::inject::PREFIX;
use super::state::Published;

const RELOAD: &str = include_str!("client/reload.js");
const PANEL: &str = include_str!("client/panel.css");
/// So that a connection that has died is noticed.
const BEAT: Duration = Duration::from_secs(20);
/// How soon a browser asks again when the server has gone.
const RETRY: Duration = Duration::from_millis(300);

/// Answers requests on a thread of its own until the process ends.
pub(super) fn spawn(listener: TcpListener, state: Receiver<Published>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let port = listener.local_addr()?.port();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    std::thread::Builder::new()
        .name("serve".to_owned())
        .spawn(move || {
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                axum::serve(listener, router(state, port)).await
            })
        })?;
    Ok(())
}

/// The routes, behind the check of who asks.
fn router(state: Receiver<Published>, port: u16) -> Router {
    Router::new()
        .route(&format!("{PREFIX}events"), get(events))
        .route(
            &format!("{PREFIX}reload.js"),
            get(|| own("text/javascript", RELOAD)),
        )
        .route(
            &format!("{PREFIX}panel.css"),
            get(|| own("text/css", PANEL)),
        )
        .fallback(file)
        .layer(middleware::from_fn_with_state(port, guard))
        .with_state(state)
}

async fn file(State(mut state): State<Receiver<Published>>, request: Request) -> Response {
    // A browser that is there before the first build waits for it.
    let ready = state.wait_for(Published::is_ready).await;
    let Ok(published) = ready.map(|published| published.clone()) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    files::answer(&published, request.uri().path())
}

async fn own(media: &'static str, text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, format!("{media}; charset=utf-8"))], text)
}

/// The state now, and again after each build; nothing before the first.
async fn events(
    State(state): State<Receiver<Published>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let states = WatchStream::new(state).filter_map(|published| {
        // Strings and numbers always become JSON.
        let state = serde_json::to_string(&published.state()).ok();
        let state = state.filter(|_| published.is_ready())?;
        Some(Ok(Event::default().data(state).retry(RETRY)))
    });
    Sse::new(states).keep_alive(KeepAlive::new().interval(BEAT))
}

/// Lets only the author's own browser through, and marks every answer as not to be kept or used
/// elsewhere.
async fn guard(State(port): State<u16>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    if let Some(reason) = refusal(request.headers(), port) {
        return (StatusCode::FORBIDDEN, reason).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Why a request with these headers is not answered.
fn refusal(headers: &HeaderMap, port: u16) -> Option<&'static str> {
    let text = |name: HeaderName| headers.get(name).map(|v| v.to_str().unwrap_or_default());
    let is_here = |host: &str| {
        let name = match host.rsplit_once(':') {
            Some((name, given)) if given == port.to_string() => name,
            // Browsers leave the port of the scheme out.
            _ if port == 80 => host,
            _ => return false,
        };
        ["127.0.0.1", "localhost"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
    };
    if !text(HOST).is_some_and(is_here) {
        return Some("hakusho serve: unknown host");
    }
    let is_own = |origin: &str| origin.strip_prefix("http://").is_some_and(is_here);
    if !text(ORIGIN).is_none_or(is_own) {
        return Some("hakusho serve: another origin");
    }
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let mode = text(HeaderName::from_static("sec-fetch-mode"));
    // Following a link to here shows the page to the author alone.
    let embeds = mode != Some("navigate") && matches!(site, Some("cross-site" | "same-site"));
    embeds.then_some("hakusho serve: another site")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(pairs: &[(&'static str, &str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| {
                let value = HeaderValue::from_str(value).expect("a value");
                (HeaderName::from_static(name), value)
            })
            .collect();
        refusal(&headers, 8000).is_some()
    }

    #[test]
    fn only_this_server_is_a_host() {
        for (host, is_refused) in [
            ("127.0.0.1:8000", false),
            ("LOCALHOST:8000", false),
            ("127.0.0.1", true),
            ("127.0.0.1:80", true),
            ("evil.example:8000", true),
            ("127.0.0.1.evil.example:8000", true),
            ("", true),
        ] {
            assert_eq!(refused(&[("host", host)]), is_refused, "{host}");
        }
        assert!(refused(&[]));
    }

    #[test]
    fn other_origins_and_sites_are_refused() {
        let host = ("host", "localhost:8000");
        for (name, value, is_refused) in [
            ("origin", "http://localhost:8000", false),
            ("origin", "http://127.0.0.1:8000", false),
            ("origin", "https://localhost:8000", true),
            ("origin", "http://evil.example", true),
            ("origin", "null", true),
            ("sec-fetch-site", "same-origin", false),
            ("sec-fetch-site", "none", false),
            ("sec-fetch-site", "cross-site", true),
            ("sec-fetch-site", "same-site", true),
        ] {
            assert_eq!(
                refused(&[host, (name, value)]),
                is_refused,
                "{name} {value}"
            );
        }
        let link = [
            host,
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ];
        assert!(!refused(&link));
    }
}
