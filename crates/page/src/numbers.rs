//! Numbers for readers, on pages and in the terminal.

use crate::cells::rounded;

/// A range of counts for readers: `9 to 16`, `1.20M to 1.35M`.
pub fn range(low: f64, high: f64) -> String {
    format!("{} to {}", count(low), count(high))
}

/// What is recorded between two bounds, or beyond one, its numbers written by `say`.
pub fn bounds(low: Option<f64>, high: Option<f64>, say: impl Fn(f64) -> String) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => say(low),
        (Some(low), Some(high)) => format!("{} to {}", say(low), say(high)),
        (Some(low), None) => format!("at least {}", say(low)),
        (None, Some(high)) => format!("at most {}", say(high)),
        (None, None) => "–".into(),
    }
}

/// A count of persons, attempts or money for readers: whole, also where a median lies between two replicates.
pub fn count(value: f64) -> String {
    number(value.round())
}

/// A number for readers: thousands parted, few digits, millions with an M and thousands of them with bn, as on axes.
pub fn number(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        "–".to_string()
    } else if size >= 1e9 {
        minus(format!("{:.2}bn", value / 1e9))
    } else if size >= 1e6 {
        minus(format!("{:.2}M", value / 1e6))
    } else if size >= 100.0 || value == value.trunc() {
        whole(value)
    } else if size >= 10.0 {
        minus(format!("{value:.1}"))
    } else if size >= 0.1 {
        minus(format!("{value:.2}"))
    } else {
        brief(value)
    }
}

/// A number as it was written, thousands parted where it is whole, or several with commas between.
pub fn as_written(text: &str) -> String {
    let number: Option<f64> = text.parse().ok();
    let whole_one = number.filter(|number| number.fract() == 0.0).map(whole);
    whole_one.unwrap_or_else(|| minus(without_rest(text)))
}

/// Digits of the longest number that somebody would have written.
const LONGEST: usize = 14;

/// Numbers, with commas between, without the rest of binary fractions that those which were worked out end with: nine digits of them.
pub fn without_rest(text: &str) -> String {
    let one = |part: &str| match part.parse::<f64>() {
        Ok(number) if part.len() > LONGEST && number.fract() != 0.0 => rounded(number).to_string(),
        _ => part.to_owned(),
    };
    text.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

/// Digits with the sign for minus that readers see everywhere.
pub fn minus(digits: String) -> String {
    digits.replace('-', "−")
}

/// A whole number for readers, halves away from zero, thousands parted.
pub fn whole(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_string();
    }
    let digits = format!("{}", value.abs().round());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    match value < 0.0 && digits != "0" {
        true => format!("−{text}"),
        false => text,
    }
}

/// A text with its whole numbers of five digits and more parted into thousands.
pub fn parted(text: &str) -> String {
    let mut all = String::new();
    let mut rest = text;
    while let Some(begin) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let end = rest[begin..].find(|letter: char| !letter.is_ascii_digit());
        let end = end.map_or(rest.len(), |length| begin + length);
        all += &rest[..begin];
        match rest[begin..end].parse::<u32>() {
            Ok(number) if end - begin >= 5 => all += &whole(f64::from(number)),
            _ => all += &rest[begin..end],
        }
        rest = &rest[end..];
    }
    all + rest
}

/// A number with the interval around it: `12 (9 to 16)`; alone where the interval has no width.
pub fn within(middle: f64, low: f64, high: f64) -> String {
    match low == high {
        true => brief(middle),
        false => format!("{} ({} to {})", brief(middle), brief(low), brief(high)),
    }
}

/// A number for an axis that goes to `most`: all of an axis in one unit.
pub fn short(value: f64, most: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    let (divisor, unit) = match most.abs() {
        s if s >= 1e9 => (1e9, "bn"),
        s if s >= 1e6 => (1e6, "M"),
        s if s >= 1e4 => (1e3, "k"),
        _ => (1.0, ""),
    };
    let value = (value / divisor * 1e6).round() / 1e6;
    if value.abs() >= 1000.0 {
        return format!("{}{unit}", number(value));
    }
    minus(format!("{value}{unit}"))
}

/// A number with two significant digits; a whole one below 100 as it is, thousands parted, millions with an M, thousands of them with bn.
pub fn brief(value: f64) -> String {
    if value < 0.0 {
        return format!("−{}", brief(-value));
    }
    if value < 100.0 && value.fract() == 0.0 {
        return value.to_string();
    }
    let rounded: f64 = format!("{value:.1e}").parse().unwrap_or(value);
    let (shown, unit) = match rounded {
        r if r >= 1e9 => (r / 1e9, "bn"),
        r if r >= 1e6 => (r / 1e6, "M"),
        r => (r, ""),
    };
    if shown >= 100.0 {
        return whole(shown) + unit;
    }
    let decimals = 1 - shown.log10().floor() as i32;
    format!("{shown:.*}{unit}", usize::try_from(decimals).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terminal rounded a half to the even neighbour and the page upwards: 3 258 beside 3,259.
    #[test]
    fn halves_are_rounded_alike_in_the_terminal_and_on_the_page() {
        for (value, text) in [
            (3258.5, "3,259"),
            (3257.5, "3,258"),
            (-0.4, "0"),
            (-1000.5, "−1,001"),
            (0.5, "1"),
        ] {
            assert_eq!((whole(value).as_str(), count(value).as_str()), (text, text));
        }
        assert_eq!(
            (number(1e6), whole(1e6), whole(f64::NAN)),
            ("1.00M".into(), "1,000,000".into(), "–".into())
        );
        assert_eq!(
            (number(258.5), number(-0.25), number(-2.5e6)),
            ("259".into(), "−0.25".into(), "−2.50M".into())
        );
        assert_eq!((number(0.027_7), number(0.04)), ("0.028".into(), "0.040".into()));
        assert_eq!(
            ["0.04", "25000", "-0.5", "all"].map(as_written),
            ["0.04", "25,000", "−0.5", "all"]
        );
        // One way of writing millions: `31.00 million` stood beside `31M`.
        assert_eq!(
            (number(31e6), brief(31e6), short(31e6, 31e6)),
            ("31.00M".into(), "31M".into(), "31M".into())
        );
        assert_eq!(
            (range(1.2e6, 1.35e6), number(2.56e9)),
            ("1.20M to 1.35M".into(), "2.56bn".into())
        );
        // A list of chances read 0.000008000000000000001.
        assert_eq!(
            as_written("0.000008000000000000001, 0.000032000000000000005, 0.00004, 0.123456789"),
            "0.000008, 0.000032, 0.00004, 0.123456789"
        );
        assert_eq!(as_written("the whole border, 0.5"), "the whole border, 0.5");
        // A small difference is not none.
        assert_eq!(number(-0.000_04), "−0.000040");
    }

    /// `5,000` stood below `10k`, and `750k` below `1 M`.
    #[test]
    fn an_axis_has_one_unit() {
        let said = |steps: &[f64]| -> Vec<String> {
            let most = steps.iter().copied().fold(0.0, f64::max);
            steps.iter().map(|step| short(*step, most)).collect()
        };
        assert_eq!(said(&[0.0, 5e3, 10e3, 15e3]), ["0", "5k", "10k", "15k"]);
        assert_eq!(
            said(&[0.0, 250e3, 500e3, 750e3, 1e6]),
            ["0", "0.25M", "0.5M", "0.75M", "1M"]
        );
        assert_eq!(said(&[-2500.0, 0.0, 2500.0, 5000.0]), ["−2,500", "0", "2,500", "5,000"]);
        assert_eq!(said(&[0.0, 0.25, 0.5]), ["0", "0.25", "0.5"]);
        assert_eq!(short(-20e3, 60e3), "−20k");
    }

    #[test]
    fn long_numbers_within_a_text_are_parted() {
        let text = "on days 0 to 90: 105820 set out, 9975 meanwhile, to 48504 by 2016-05-31";
        let shown = "on days 0 to 90: 105,820 set out, 9975 meanwhile, to 48,504 by 2016-05-31";
        assert_eq!(parted(text), shown);
        assert_eq!(
            (parted(""), parted("x"), parted("99999999999")),
            ("".into(), "x".into(), "99999999999".into())
        );
    }

    #[test]
    fn numbers_have_two_significant_digits() {
        let all = [
            0.0,
            54.0,
            0.000_123_4,
            0.099_9,
            0.5,
            1.26,
            9.96,
            15.4,
            123.4,
            251.0,
            9_149.0,
            15_678.0,
            1_260_000.0,
            25_600_000.0,
            256_000_000.0,
            2_560_000_000.0,
            -190.0,
            -4.71,
            -45.0,
        ];
        assert_eq!(
            all.map(brief),
            [
                "0", "54", "0.00012", "0.10", "0.50", "1.3", "10", "15", "120", "250", "9,100", "16,000", "1.3M",
                "26M", "260M", "2.6bn", "−190", "−4.7", "−45"
            ]
        );
    }
}
