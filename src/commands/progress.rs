//! A line on the terminal that says how far a long build is. Elsewhere, and for a build that is
//! over before one could read it, there is none.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diag::Lang;
use crate::model::Progress;

/// A build that takes no longer shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is drawn anew.
const TICK: Duration = Duration::from_millis(100);

/// The line; gone when dropped.
pub(super) struct Line {
    bar: ProgressBar,
    lang: Lang,
    /// Whether the build is over. Held while the line comes or goes.
    is_over: Arc<Mutex<bool>>,
}

impl Line {
    pub(super) fn new(lang: Lang) -> Line {
        let line = Line {
            bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
            lang,
            is_over: Arc::default(),
        };
        let (bar, is_over) = (line.bar.clone(), Arc::clone(&line.is_over));
        // Ends with the program, if that is sooner.
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            if !*lock(&is_over) {
                // indicatif draws on terminals only.
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(TICK);
            }
        });
        line
    }
}

fn lock(is_over: &Mutex<bool>) -> MutexGuard<'_, bool> {
    is_over.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Progress for Line {
    fn stage(&self, name: &'static str, steps: usize) {
        let template = match steps {
            0 => "{spinner} {msg}",
            _ => "{spinner} {msg} {wide_bar} {pos}/{len}",
        };
        // The templates are known to be valid; without one the plain line serves.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.set_length(steps as u64);
        self.bar.set_position(0);
        self.bar.set_message(title(name, self.lang));
    }

    fn step(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let mut is_over = lock(&self.is_over);
        *is_over = true;
        self.bar.finish_and_clear();
    }
}

/// What a stage is called.
fn title(stage: &'static str, lang: Lang) -> &'static str {
    match (stage, lang) {
        ("load", Lang::Ja) => "原稿を読んでいます",
        ("load", Lang::En) => "reading the sources",
        ("parse", Lang::Ja) => "Markdown を解いています",
        ("parse", Lang::En) => "parsing Markdown",
        ("resolve", Lang::Ja) => "参照を確かめています",
        ("resolve", Lang::En) => "resolving references",
        ("search", Lang::Ja) => "検索の索引を作っています",
        ("search", Lang::En) => "indexing for search",
        ("render" | "emit", Lang::Ja) => "ページの準備をしています",
        ("render" | "emit", Lang::En) => "preparing the pages",
        ("write", Lang::Ja) => "ページを作っています",
        ("write", Lang::En) => "making pages",
        (other, _) => other,
    }
}
