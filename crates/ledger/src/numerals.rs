//! Chinese numerals in dates: `二〇二三年三月二十五日` is `2023年3月25日`.

/// The text with every Chinese number that stands before 年, 月, 日 or 号 written in digits.
pub fn digits_before_units(text: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars() {
        if value(c).is_some() || c == '十' {
            run.push(c);
            continue;
        }
        match number(&run) {
            Some(number) if matches!(c, '年' | '月' | '日' | '号') => out.push_str(&number.to_string()),
            _ => out.push_str(&run),
        }
        run.clear();
        out.push(c);
    }
    out + &run
}

/// A number up to 9999 in Chinese or in digits.
pub fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok();
    }
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { single(tens)? };
            let ones = if ones.is_empty() { 0 } else { single(ones)? };
            Some(tens * 10 + ones)
        }
        None => text
            .chars()
            .try_fold(0, |number, c| Some(number * 10 + value(c)?)),
    }
}

fn single(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let digit = value(chars.next()?)?;
    chars.next().is_none().then_some(digit)
}

fn value(c: char) -> Option<u32> {
    "〇一二三四五六七八九"
        .chars()
        .chain(['零'])
        .position(|known| known == c)
        .map(|at| match at {
            10 => 0,
            at => u32::try_from(at).unwrap_or_default(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_units_become_digits() {
        for (written, wanted) in [
            ("二〇二三年三月二十五日", "2023年3月25日"),
            ("十二月三十一日", "12月31日"),
            ("三月底前", "3月底前"),
            ("十月十日", "10月10日"),
            ("一季度", "一季度"),
            ("每月二十日", "每月20日"),
            ("3月25日", "3月25日"),
            ("十十月", "十十月"),
        ] {
            assert_eq!(digits_before_units(written), wanted, "{written}");
        }
    }
}
