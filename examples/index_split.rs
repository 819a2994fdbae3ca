//! What the search index costs beside lindera's segmentation of the same texts, on one thread.
//!
//! ```text
//! cargo run --release --example index_split -- SITE
//! ```
//!
//! Prints CPU time in ms, medians of five runs (wall-clock time where the system does not tell).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use hakusho::model::search::SearchPage;
use hakusho::model::{Output, SearchIndex, Site, Sources};
use hakusho::resolve::Parsed;
use hakusho::text::fold::nfkc;
use hakusho::words::Tokenizer;
use hakusho::{emit, load, parse, resolve, search};

const RUNS: usize = 5;

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
    Some(resolve::resolve(parsed.collect(), assets, Arc::clone(&config)).value)
}

fn measure(site: &Site, tokenizer: &Tokenizer) {
    let index = search::index(site, tokenizer);
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
    let pieces = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| tokenizer.count_pieces(text))
            .sum::<usize>()
    };
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
    let base = report("lindera, these blocks", None, || pieces(&japanese));
    let base = Some(base);
    report("lindera, all blocks", base, || pieces(&all));
    report("words found (segments)", base, || {
        japanese
            .iter()
            .map(|text| tokenizer.segments(text).len())
            .sum()
    });
    report("words looked up (tokens)", base, || {
        japanese
            .iter()
            .map(|text| tokenizer.tokens(text).len())
            .sum()
    });
    let pages: Vec<SearchPage> = index.pages.clone();
    let synonyms = &site.config.search.synonyms;
    report("search::build", base, || {
        search::build(pages.clone(), synonyms, tokenizer).keys.len()
    });
    report("search::index", base, || {
        search::index(site, tokenizer).keys.len()
    });
    report("files of the index", base, || files(site, &index));
}

/// Makes all files of the index; returns their bytes.
fn files(site: &Site, index: &SearchIndex) -> usize {
    let files = emit::search::files(index, site.config.search.shard_bytes);
    let sizes = files.into_iter().map(|(_, output)| match output {
        Output::Make(make) => make().map_or(0, |bytes| bytes.len()),
        Output::Bytes(bytes) => bytes.len(),
        Output::Copy(_) => 0,
    });
    sizes.sum()
}

/// Prints and returns the median time of `work`, ms.
fn report(name: &str, base: Option<f64>, work: impl Fn() -> usize) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let (start, wall) = (cpu_ms(), Instant::now());
            std::hint::black_box(work());
            match (start, cpu_ms()) {
                (Some(start), Some(end)) => end - start,
                _ => wall.elapsed().as_secs_f64() * 1e3,
            }
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let median = times[RUNS / 2];
    match base {
        Some(base) => println!("{name:28}{median:9.0} ms  {:.2} ×", median / base),
        None => println!("{name:28}{median:9.0} ms"),
    }
    median
}

/// The CPU time of this thread so far, ms; Linux tells it.
fn cpu_ms() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}
