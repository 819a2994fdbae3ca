//! Japanese eras and the Gregorian days on which they really began and ended.

/// An era since 1868.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Era {
    /// 令和.
    pub name: &'static str,
    /// R.
    pub letter: char,
    /// The first day: year, month, day.
    pub first: (i32, u32, u32),
    /// The last day; `None` for the current era.
    pub last: Option<(i32, u32, u32)>,
}

/// The eras, latest first.
pub const ERAS: [Era; 5] = [
    Era {
        name: "令和",
        letter: 'R',
        first: (2019, 5, 1),
        last: None,
    },
    Era {
        name: "平成",
        letter: 'H',
        first: (1989, 1, 8),
        last: Some((2019, 4, 30)),
    },
    Era {
        name: "昭和",
        letter: 'S',
        first: (1926, 12, 25),
        last: Some((1989, 1, 7)),
    },
    Era {
        name: "大正",
        letter: 'T',
        first: (1912, 7, 30),
        last: Some((1926, 12, 24)),
    },
    // The Gregorian calendar came with 明治6年 (1873): see `Era::is_lunar`.
    Era {
        name: "明治",
        letter: 'M',
        first: (1868, 1, 25),
        last: Some((1912, 7, 29)),
    },
];

impl Era {
    /// The Gregorian year of the era's year `year` (1 is 元年); `None` when the era had no such
    /// year.
    pub fn gregorian_year(&self, year: u32) -> Option<i32> {
        let gregorian = self.first.0 + i32::try_from(year).ok()?.checked_sub(1)?;
        let known = year >= 1 && gregorian <= self.last.map_or(9999, |last| last.0);
        known.then_some(gregorian)
    }

    /// The era's last year, 31 for 平成; `None` for the current era.
    pub fn last_year(&self) -> Option<u32> {
        self.last
            .and_then(|last| u32::try_from(last.0 - self.first.0 + 1).ok())
    }

    /// Whether some day of that Gregorian month (or that day, if one is given) lies in the era.
    pub fn covers(&self, year: i32, month: u32, day: Option<u32>) -> bool {
        let (earliest, latest) = (day.unwrap_or(1), day.unwrap_or(31));
        (year, month, latest) >= self.first
            && self.last.is_none_or(|last| (year, month, earliest) <= last)
    }

    /// Whether the months of that Gregorian year were those of the old lunar calendar, which
    /// cannot be told as Gregorian months by the year's number alone.
    pub fn is_lunar(year: i32) -> bool {
        year < 1873
    }
}

/// The era whose name or letter `text` begins with, and the rest of `text`. Letters in upper case
/// only: `H30`, not `h30`.
pub fn strip_era(text: &str) -> Option<(&'static Era, &str)> {
    ERAS.iter().find_map(|era| {
        let rest = text
            .strip_prefix(era.name)
            .or_else(|| text.strip_prefix(era.letter))?;
        Some((era, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn era(name: &str) -> &'static Era {
        strip_era(name).expect("an era").0
    }

    #[test]
    fn years_are_counted_from_the_first() {
        assert_eq!(era("令和").gregorian_year(1), Some(2019));
        assert_eq!(era("H").gregorian_year(31), Some(2019));
        assert_eq!(era("平成").gregorian_year(32), None);
        assert_eq!(era("昭和").gregorian_year(64), Some(1989));
        assert_eq!(era("昭和").gregorian_year(0), None);
        assert_eq!(era("明治").last_year(), Some(45));
    }

    #[test]
    fn eras_change_on_their_days() {
        assert!(era("平成").covers(2019, 4, Some(30)));
        assert!(!era("平成").covers(2019, 5, None));
        assert!(!era("令和").covers(2019, 4, None));
        assert!(era("昭和").covers(1989, 1, None));
        assert!(!era("昭和").covers(1989, 1, Some(8)));
    }
}
