//! 层级研判 and 薄弱环节类别 of an issue list.

use duban_core::word::WeakLink;

use super::text::key;

/// Who can solve an issue, as the list judges it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// 县级可解决(现场)
    OnSite,
    /// 县级可解决
    County,
    /// 需市级解决, or a level above the city, which is reached through the city.
    City,
    /// 暂不具备条件
    NotYet,
}

/// Reads the judgement; `None` when it is not understood.
pub fn read(text: &str) -> Option<Level> {
    let key = key(text);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if has(&["暂不", "不具备"]) {
        return Some(Level::NotYet);
    }
    if has(&["市级", "提请市", "省级", "国家层面", "上级"]) {
        return Some(Level::City);
    }
    if has(&["现场"]) {
        return Some(Level::OnSite);
    }
    has(&["县级", "本级", "县内", "部门"]).then_some(Level::County)
}

/// Reads the class of the weak link; `None` when it is none of the four.
pub fn weak_link(text: &str) -> Option<WeakLink> {
    let key = key(text);
    [
        ("指标", WeakLink::Indicator),
        ("产业", WeakLink::Industry),
        ("基础", WeakLink::Foundation),
        ("其他", WeakLink::Other),
        ("其它", WeakLink::Other),
    ]
    .into_iter()
    .find(|(word, _)| key.contains(word))
    .map(|(_, link)| link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels() {
        for (text, wanted) in [
            ("县级可解决(现场)", Some(Level::OnSite)),
            ("县级可解决\u{ff08}现场\u{ff09}", Some(Level::OnSite)),
            ("县级可解决", Some(Level::County)),
            ("需市级解决", Some(Level::City)),
            ("需省级支持", Some(Level::City)),
            ("暂不具备条件", Some(Level::NotYet)),
            ("待定", None),
            ("", None),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn weak_links() {
        for (text, wanted) in [
            ("薄弱支撑指标", Some(WeakLink::Indicator)),
            ("薄弱支撑产业", Some(WeakLink::Industry)),
            ("薄弱支撑基础", Some(WeakLink::Foundation)),
            ("其他薄弱环节", Some(WeakLink::Other)),
            ("要素保障", None),
        ] {
            assert_eq!(weak_link(text), wanted, "{text}");
        }
    }
}
