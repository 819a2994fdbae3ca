//! Pages to search: some written, some random.

use hakusho::model::search::{Block, SearchPage, TextField};

/// xorshift64*: the same numbers on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }
}

/// A page of the given title and blocks; a block that begins with `#` is a heading.
pub(crate) fn page(name: &str, title: &str, blocks: &[&str]) -> SearchPage {
    let title_block = (TextField::Title, title);
    let blocks = blocks.iter().map(|text| match text.strip_prefix('#') {
        Some(heading) => (TextField::Heading, heading),
        None => (TextField::Body, *text),
    });
    SearchPage {
        url: format!("{name}.html"),
        title: title.to_owned(),
        collection: name.split_once('/').map(|(folder, _)| folder.to_owned()),
        synonyms: Vec::new(),
        blocks: std::iter::once(title_block)
            .chain(blocks)
            .enumerate()
            .map(|(at, (field, text))| Block {
                field,
                anchor: if at == 0 {
                    String::new()
                } else {
                    format!("b{at}")
                },
                text: text.to_owned(),
                rubies: Vec::new(),
            })
            .collect(),
    }
}

/// Pages with the difficulties of Japanese text, all written for this test.
pub(crate) fn written() -> Vec<SearchPage> {
    vec![
        page(
            "about",
            "案内",
            &[
                "#この場所",
                "港の記録を年ごとにまとめた。",
                "ユーザー登録は要らない。",
            ],
        ),
        page(
            "guide/health",
            "健康の記録",
            &[
                "#P H R とは",
                "個人の P H R を港の病院に持っていく。",
                "画像診断の結果も届く。",
            ],
        ),
        page(
            "guide/image",
            "画像",
            &["画像", "診断", "ﾃﾞｰﾀは半角で届くことがある。"],
        ),
        page(
            "guide/data",
            "データ",
            &[
                "全角のデータベース。",
                "令和2年3月に始めた。",
                "ＡＭＥＤの名も全角だ。",
            ],
        ),
        page(
            "names",
            "名簿",
            &[
                "渡邉と渡邊は同じ人。髙﨑さんもいる。",
                "𠮷野の桜",
                "葛\u{E0100}飾",
            ],
        ),
        page(
            "run",
            "走る人",
            &[
                "毎朝走った。",
                "昨日は走らなかった。",
                "#検討",
                "予算を検討した。",
            ],
        ),
        page(
            "see",
            "意見",
            &[
                "意見を見て決める。",
                "サーバーを監視する。",
                "鯖はサバと読む。",
            ],
        ),
        page(
            "mixed",
            "混ざった文字",
            &[
                "か\u{3099}とがは同じ。",
                "①と㍻と㌔と﷽",
                "Straße と STRASSE",
                "각 각",
            ],
        ),
    ]
}

/// Pages of random text from `alphabets` that go together badly.
pub(crate) fn random(random: &mut Random, count: usize) -> Vec<SearchPage> {
    let alphabets: [Vec<char>; 5] = [
        ('ぁ'..='ゖ')
            .chain('ァ'..='ヺ')
            .chain(['ー', '、', '。'])
            .collect(),
        "診断画像港記録年学學国國体體辺邊邉令和元年月日"
            .chars()
            .collect(),
        "aAbBZz09 \t\u{3000}-ＡＢｚ①Ⅳ㌢ǅßİıſſΣς".chars().collect(),
        "ｱｶﾞﾊﾟｰがか\u{3099}\u{309A}は\u{302A}각가각\u{301}e\u{327}\u{323}"
            .chars()
            .collect(),
        "𠮷𠮟𩸽\u{E0100}\u{FE0F}\u{200D}😀\u{AD}ー\u{20}\u{A0}\u{F900}\u{2F800}"
            .chars()
            .collect(),
    ];
    (0..count)
        .map(|number| {
            let blocks: Vec<String> = (0..1 + random.below(6))
                .map(|_| {
                    let length = random.below(60);
                    let mut alphabet = random.below(5);
                    let mut text = String::new();
                    for _ in 0..length {
                        if random.below(6) == 0 {
                            alphabet = random.below(5);
                        }
                        let letters = &alphabets[alphabet];
                        text.push(letters[random.below(letters.len())]);
                    }
                    text
                })
                .collect();
            let blocks: Vec<&str> = blocks.iter().map(String::as_str).collect();
            page(&format!("random/{number}"), &format!("頁{number}"), &blocks)
        })
        .collect()
}
