//! A finished site → the author's browser: HTTP on 127.0.0.1, reloading, diagnostics over the page.
//!
//! - `watch`: waits until something that the site is made from changes on the disk.
//! - `state`: what is being served, and what browsers that wait are told.
//! - `http`: requests and who may make them. `files`: address → file. `inject`: what is added to a
//!   page on its way out; the site itself stays as it would be published.
//! - `client/`: the script and the style sheet that run in the page.
//!
//! The site lies in memory. Nothing is written, so that watching cannot set itself off.

mod files;
mod http;
mod inject;
mod state;
mod watch;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use tokio::sync::watch::Sender;

use crate::diag::{Code, Diagnostic, Lang, Place, Problem};
use crate::model::Files;
use state::Published;
pub use watch::Watcher;

/// The port that is tried first where none is asked for.
const FIRST_PORT: u16 = 8000;
/// How many ports after it are tried before the system chooses one.
const MORE_PORTS: u16 = 20;

/// A running server. It stops with the process.
pub struct Server {
    address: SocketAddr,
    state: Sender<Published>,
}

impl Server {
    /// Starts to listen on `port` of 127.0.0.1, or on a free one. Browsers wait until the first
    /// [`publish`](Server::publish).
    ///
    /// # Errors
    /// `port-unavailable` when that port cannot be had.
    pub fn start(port: Option<u16>, lang: Lang) -> Result<Server, Diagnostic> {
        let listener = bind(port).map_err(|error| {
            let port = port.unwrap_or(FIRST_PORT);
            Diagnostic::new(Code::PortUnavailable, Place::Nowhere)
                .arg("port", usize::from(port))
                .arg("reason", error.to_string())
        })?;
        let failed = |error| Diagnostic::io("127.0.0.1", &error);
        let address = listener.local_addr().map_err(failed)?;
        let (state, receiver) = tokio::sync::watch::channel(Published::new(lang));
        http::spawn(listener, receiver).map_err(failed)?;
        Ok(Server { address, state })
    }

    /// The site's address: `http://127.0.0.1:8000/`.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves `files` from now on, or what was served before where a build gave none, and shows
    /// `problems` over the pages. Says whether a browser has anything to reload.
    pub fn publish(&self, files: Option<Files>, problems: Vec<Problem>) -> bool {
        let mut is_new = false;
        self.state
            .send_modify(|published| is_new = published.update(files, problems));
        is_new
    }
}

fn bind(port: Option<u16>) -> std::io::Result<TcpListener> {
    let on = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return on(port);
    }
    (FIRST_PORT..=FIRST_PORT + MORE_PORTS)
        .find_map(|port| on(port).ok())
        .map_or_else(|| on(0), Ok)
}
