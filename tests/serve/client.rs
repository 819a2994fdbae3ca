//! A running `hakusho serve` on a folder of its own, and the requests of a browser.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What takes longer than this does not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until `condition` holds.
pub(crate) fn until(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < PATIENCE, "{what} does not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A response.
pub(crate) struct Response {
    pub(crate) status: u16,
    headers: String,
    pub(crate) body: String,
}

impl Response {
    /// The value of a header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        let lines = self
            .headers
            .lines()
            .filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.next().map_or("", |(_, value)| value)
    }
}

/// The server, stopped when dropped.
pub(crate) struct Preview {
    folder: TempDir,
    child: Child,
    port: u16,
    /// What it has said so far.
    said: Arc<Mutex<String>>,
}

impl Preview {
    /// Serves a site of these files.
    pub(crate) fn start(files: &[(&str, &str)]) -> Preview {
        Preview::start_with(&[], files)
    }

    /// The same, with more options.
    pub(crate) fn start_with(options: &[&str], files: &[(&str, &str)]) -> Preview {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            put(folder.path().join(path), text);
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_hakusho"))
            .args(["serve", "--lang", "en", "--port", "0", "--root"])
            .arg(folder.path())
            .args(options)
            .stderr(Stdio::piped())
            .spawn()
            .expect("hakusho starts");
        let said = Arc::new(Mutex::new(String::new()));
        let stream = child.stderr.take().expect("its standard error");
        let heard = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let mut said = heard.lock().expect("no panic");
                said.push_str(&line);
                said.push('\n');
            }
        });
        let mut preview = Preview {
            folder,
            child,
            port: 0,
            said,
        };
        until("the server", || preview.announced().is_some());
        preview.port = preview.announced().expect("a port");
        preview
    }

    fn announced(&self) -> Option<u16> {
        let said = self.said.lock().expect("no panic");
        let (_, after) = said.split_once("Serving at http://127.0.0.1:")?;
        after.split_once('/')?.0.parse().ok()
    }

    /// The port it listens on.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// How many sites it has built.
    pub(crate) fn builds(&self) -> usize {
        self.said
            .lock()
            .expect("no panic")
            .matches(" pages, ")
            .count()
    }

    /// A path of the site's folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Saves a file of the site.
    pub(crate) fn write(&self, path: &str, text: &str) {
        put(self.path(path), text);
    }

    /// What the browser gets at `path`.
    pub(crate) fn get(&self, path: &str) -> Response {
        self.request("GET", path, "")
    }

    /// The style sheet of the home page.
    pub(crate) fn style(&self) -> Response {
        let home = self.get("/").body;
        let start = home.find("assets/style.").expect("a style sheet");
        let end = start + home[start..].find('"').expect("the end of its address");
        self.get(&format!("/{}", &home[start..end]))
    }

    /// The answer to a request with one more header, or another `Host`.
    pub(crate) fn request(&self, method: &str, path: &str, header: &str) -> Response {
        let mut answer = Vec::new();
        let mut stream = self.send(method, path, header);
        stream.read_to_end(&mut answer).expect("an answer");
        parsed(&String::from_utf8_lossy(&answer))
    }

    /// The version of the site, and of each problem its code and place.
    pub(crate) fn state(&self) -> (String, Vec<String>) {
        let stream = BufReader::new(self.send("GET", "/.hakusho/events", ""));
        let mut lines = stream.lines().map_while(Result::ok);
        let data = lines.find_map(|line| Some(line.strip_prefix("data: ")?.to_owned()));
        let state: serde_json::Value =
            serde_json::from_str(&data.expect("an event")).expect("JSON");
        let problems = state["problems"].as_array().expect("a list");
        let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
        let shown = problems
            .iter()
            .map(|problem| format!("{} {}", text(&problem["code"]), text(&problem["place"])));
        (text(&state["version"]), shown.collect())
    }

    fn send(&self, method: &str, path: &str, header: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a time limit");
        let host = match header.starts_with("Host: ") {
            true => String::new(),
            false => format!("Host: 127.0.0.1:{}\r\n", self.port),
        };
        let own = match header {
            "" => String::new(),
            header => format!("{header}\r\n"),
        };
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\n{host}{own}Connection: close\r\n\r\n"
        )
        .expect("sent");
        stream
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Saves in one step, so that on a busy machine no build sees a file cut short.
fn put(path: PathBuf, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    let elsewhere = tempfile::NamedTempFile::new().expect("a file");
    fs::write(&elsewhere, text).expect("written");
    elsewhere.persist(path).expect("renamed");
}

fn parsed(answer: &str) -> Response {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let (first, headers) = head.split_once("\r\n").unwrap_or((head, ""));
    let status = first.split(' ').nth(1).expect("a status");
    Response {
        status: status.parse().expect("a number"),
        headers: headers.to_owned(),
        body: body.to_owned(),
    }
}
