//! What the search index costs beside lindera's segmentation of the same texts, on one thread.
//!
//! ```text
//! cargo run --release --example index_split -- SITE
//! ```
//!
//! Prints CPU time in ms, medians of seven runs (wall-clock time where the system does not tell).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use hakusho::model::{Output, SearchIndex, Site, Sources};
use hakusho::resolve::Parsed;
use hakusho::text::fold::nfkc;
use hakusho::words::Tokenizer;
use hakusho::{emit, load, parse, resolve, search};

const RUNS: usize = 7;

fn main() {
    let Some(root) = std::env::args_os().nth(1) else {
        eprintln!("usage: index_split SITE");
        std::process::exit(2);
    };
    let Some(site) = read(Path::new(&root)) else {
        eprintln!("there is no such folder");
        std::process::exit(1);
    };
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("a thread")
        .install(|| measure(&site, &tokenizer));
}

/// The resolved site in the folder `root`, whatever problems it has.
fn read(root: &Path) -> Option<Site> {
    let options = load::Options {
        output: PathBuf::from("site"),
        drafts: false,
        site_url: None,
        lint: Vec::new(),
    };
    let Sources {
        config,
        files,
        assets,
        ..
    } = load::load(root, &options).value?;
    let config = Arc::new(config);
    let parsed = files.into_iter().map(|source| Parsed {
        document: parse::parse(&source, &config).value,
        source,
    });
    Some(
        resolve::resolve(
            parsed.collect(),
            assets,
            Arc::clone(&config),
            resolve::Editions::default(),
        )
        .value,
    )
}

fn measure(site: &Site, tokenizer: &Tokenizer) {
    let index = search::index(site, None, tokenizer, None);
    let texts: Vec<String> = index
        .pages
        .iter()
        .flat_map(|page| &page.blocks)
        .map(|block| nfkc(&block.text).into_owned())
        .collect();
    let japanese: Vec<&str> = texts
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_ascii())
        .collect();
    let all: Vec<&str> = texts.iter().map(String::as_str).collect();
    let bytes = |texts: &[&str]| texts.iter().map(|text| text.len()).sum::<usize>();
    let pieces = |texts: &[&str]| tokenizer.count_pieces(texts);
    println!(
        "{} pages, {} units, {} keys, {} readings; {} bytes of text, {} of them in blocks that lindera cuts into {} pieces",
        index.pages.len(),
        index.units.len(),
        index.keys.len(),
        index.readings.len(),
        bytes(&all),
        bytes(&japanese),
        pieces(&japanese),
    );
    let segments = |texts: &[&str]| {
        let mut segments = Vec::new();
        let counts = texts.iter().map(|text| {
            tokenizer.segments_into(text, &mut segments);
            segments.len()
        });
        counts.sum()
    };
    let tokens = |text: &&str| tokenizer.tokens(text).len();
    report(&[
        ("lindera, these blocks", &|| pieces(&japanese)),
        ("lindera, all blocks", &|| pieces(&all)),
        ("lindera, with details", &|| tokenizer.count_details(&all)),
        ("words found", &|| segments(&japanese)),
        ("words looked up each time", &|| {
            japanese.iter().map(tokens).sum()
        }),
        ("search::index", &|| {
            search::index(site, None, tokenizer, None).keys.len()
        }),
        ("files of the index", &|| files(site, &index)),
    ]);
}

/// Makes all files of the index; returns their bytes.
fn files(site: &Site, index: &SearchIndex) -> usize {
    let files = emit::search::files(index, site.config.search.shard_bytes);
    let sizes = files.into_iter().map(|(_, output)| match output {
        Output::Make(make) | Output::Named(_, make) => make().map_or(0, |bytes| bytes.len()),
        Output::Bytes(bytes) => bytes.len(),
        Output::Copy(_) => 0,
    });
    sizes.sum()
}

type Row<'a> = (&'a str, &'a dyn Fn() -> usize);

/// Prints the median times of `rows`, also as multiples of the first. The rows take turns, so that
/// whatever else the machine does slows all of them down.
fn report(rows: &[Row<'_>]) {
    let mut times = vec![Vec::new(); rows.len()];
    for _ in 0..RUNS {
        for ((_, work), times) in rows.iter().zip(&mut times) {
            times.push(time(work));
        }
    }
    let medians = times.iter_mut().map(|times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    });
    let medians: Vec<f64> = medians.collect();
    for ((name, _), median) in rows.iter().zip(&medians) {
        println!("{name:28}{median:9.0} ms  {:.2} ×", median / medians[0]);
    }
}

/// The CPU time of `work`, ms.
fn time(work: impl Fn() -> usize) -> f64 {
    let (start, wall) = (cpu_ms(), Instant::now());
    std::hint::black_box(work());
    match (start, cpu_ms()) {
        (Some(start), Some(end)) => end - start,
        _ => wall.elapsed().as_secs_f64() * 1e3,
    }
}

/// The CPU time of this thread so far, ms; Linux tells it.
fn cpu_ms() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}
