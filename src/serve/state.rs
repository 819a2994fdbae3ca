//! What is being served.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::diag::{Lang, Problem};
use crate::model::Files;

/// The last site that could be built, and the problems of the latest build.
#[derive(Clone)]
pub(super) struct Published {
    /// `None` until the first build without errors.
    pub(super) files: Option<Arc<Files>>,
    /// Problems of the latest build, worst first; `None` until it has ended.
    problems: Option<Arc<Vec<Problem>>>,
    /// When the server started: pages of an earlier run must reload.
    run: u128,
    /// How often the files have changed.
    count: usize,
    lang: Lang,
}

/// What a browser is told, at once and after each build.
#[derive(Serialize)]
pub(super) struct State<'a> {
    /// A page of another version reloads itself.
    version: String,
    /// Nothing could be built from the latest texts: the page is older than they are.
    stale: bool,
    problems: &'a [Problem],
    words: Words,
}

/// The words of the panel.
#[derive(Serialize)]
struct Words {
    title: &'static str,
    stale: &'static str,
    close: &'static str,
    open: &'static str,
    lost: &'static str,
}

impl Published {
    /// Nothing yet.
    pub(super) fn new(lang: Lang) -> Published {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Published {
            files: None,
            problems: None,
            run: since.map_or(0, |time| time.as_millis()),
            count: 0,
            lang,
        }
    }

    /// Takes over a build's result; says whether the files are other ones than before.
    pub(super) fn update(&mut self, files: Option<Files>, problems: Vec<Problem>) -> bool {
        self.problems = Some(Arc::new(problems));
        let Some(files) = files else { return false };
        let is_new = self.files.as_deref() != Some(&files);
        self.files = Some(Arc::new(files));
        self.count += usize::from(is_new);
        is_new
    }

    /// Names this state of the files.
    pub(super) fn version(&self) -> String {
        format!("{}-{}", self.run, self.count)
    }

    /// Whether a build has ended: until then there is nothing to tell.
    pub(super) fn is_ready(&self) -> bool {
        self.problems.is_some()
    }

    /// What browsers are told.
    pub(super) fn state(&self) -> State<'_> {
        let problems = self.problems.as_deref().map_or(&[][..], Vec::as_slice);
        State {
            version: self.version(),
            stale: problems.iter().any(Problem::is_error),
            problems,
            words: words(self.lang, self.files.is_some()),
        }
    }

    /// The language of messages.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }
}

fn words(lang: Lang, has_site: bool) -> Words {
    match lang {
        Lang::Ja => Words {
            title: "診断",
            stale: match has_site {
                true => "直すまで、最後に作れたサイトを表示しています。",
                false => "まだサイトを作れていません。エラーを直すと表示します。",
            },
            close: "閉じる",
            open: "診断を開く",
            lost: "サーバーが止まりました。再開するとページを読み直します。",
        },
        Lang::En => Words {
            title: "Diagnostics",
            stale: match has_site {
                true => "Until this is mended, the last site that could be built is shown.",
                false => "No site could be built yet; it is shown when the errors are mended.",
            },
            close: "Close",
            open: "Show diagnostics",
            lost: "The server has stopped. The page reloads when it is back.",
        },
    }
}
