//! What the supervision office is told about sign-ins that were refused in number.

use std::collections::BTreeSet;

use duban_core::lang::Lang;
use duban_core::say;

use super::text::MessageText;

/// Accounts or addresses that a message names; it counts the others.
const NAMED: usize = 5;

/// An account that was locked.
#[derive(Debug, Clone)]
pub(crate) struct Locked {
    name: String,
    /// Addresses that the failures came from, where one is counted by itself.
    pub(crate) from: BTreeSet<String>,
}

impl Locked {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            from: BTreeSet::new(),
        }
    }
}

/// The message about locked accounts and refused addresses.
pub(crate) fn refused(lang: Lang, accounts: &[Locked], addresses: &[&str]) -> MessageText {
    let mut heads = Vec::new();
    let mut facts = Vec::new();
    if !accounts.is_empty() {
        heads.push(say!(
            lang,
            "notification.sign_in.accounts",
            count = accounts.len()
        ));
        let named = accounts.iter().map(|account| {
            let from: Vec<&str> = account
                .from
                .iter()
                .map(String::as_str)
                .filter(|from| !from.is_empty())
                .collect();
            if from.is_empty() {
                account.name.clone()
            } else {
                let addresses = list(lang, from.into_iter().map(str::to_owned));
                say!(lang, "notification.sign_in.from", name = account.name, addresses)
            }
        });
        let names = list(lang, named);
        facts.push(say!(lang, "notification.sign_in.locked", names));
    }
    if !addresses.is_empty() {
        heads.push(say!(
            lang,
            "notification.sign_in.addresses",
            count = addresses.len()
        ));
        let names = list(lang, addresses.iter().map(|address| (*address).to_owned()));
        facts.push(say!(lang, "notification.sign_in.refused", names));
    }
    let what = heads.join(&say!(lang, "notification.sign_in.and"));
    let facts = facts.join(&say!(lang, "notification.sign_in.then"));
    MessageText {
        title: say!(lang, "notification.sign_in.title", what),
        body: say!(lang, "notification.sign_in.body", facts),
    }
}

fn list(lang: Lang, items: impl ExactSizeIterator<Item = String>) -> String {
    let all = items.len();
    let named: Vec<String> = items.take(NAMED).collect();
    let names = named.join(&say!(lang, "notification.sign_in.comma"));
    if all > NAMED {
        say!(lang, "notification.sign_in.more", names, count = all)
    } else {
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_names_the_first_and_counts_the_rest() {
        let account = |name: &str, from: &[&str]| Locked {
            name: name.to_owned(),
            from: from.iter().map(|from| (*from).to_owned()).collect(),
        };
        let text = refused(
            Lang::Chinese,
            &[account("张三", &["10.0.0.9"]), account("李四", &[])],
            &[],
        );
        assert_eq!(text.title, "登录异常：2个账户被临时锁定");
        assert!(
            text.body
                .starts_with("连续输错密码被临时锁定：张三（来自10.0.0.9）、李四。"),
            "{}",
            text.body
        );
        let many: Vec<Locked> = (0..7).map(|at| account(&format!("某{at}"), &[])).collect();
        let text = refused(Lang::Chinese, &many, &["10.0.0.8"]);
        assert_eq!(text.title, "登录异常：7个账户被临时锁定，1个来源地址被暂停登录");
        assert!(
            text.body
                .contains("某4等7个；失败次数过多被暂停登录的来源地址：10.0.0.8。"),
            "{}",
            text.body
        );
        assert!(!text.body.contains("某5"));
    }
}
