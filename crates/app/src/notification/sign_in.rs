//! What the supervision office is told about sign-ins that were refused in number.

use std::collections::BTreeSet;

use super::text::Says;

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
pub(crate) fn refused(accounts: &[Locked], addresses: &[&str]) -> Says {
    let mut heads = Vec::new();
    let mut facts = Vec::new();
    if !accounts.is_empty() {
        heads.push(format!("{}个账户被临时锁定", accounts.len()));
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
                format!(
                    "{}（来自{}）",
                    account.name,
                    list(from.into_iter().map(str::to_owned))
                )
            }
        });
        facts.push(format!("连续输错密码被临时锁定：{}", list(named)));
    }
    if !addresses.is_empty() {
        heads.push(format!("{}个来源地址被暂停登录", addresses.len()));
        let named = addresses.iter().map(|address| (*address).to_owned());
        facts.push(format!("失败次数过多被暂停登录的来源地址：{}", list(named)));
    }
    Says {
        title: format!("登录异常：{}", heads.join("，")),
        body: format!(
            "{}。本人忘记密码的，请管理员在“用户”中解锁或重置密码；不是本人操作的，请核查来源。一小时内不再重复提醒。",
            facts.join("；")
        ),
    }
}

fn list(items: impl ExactSizeIterator<Item = String>) -> String {
    let all = items.len();
    let named: Vec<String> = items.take(NAMED).collect();
    let more = if all > NAMED {
        format!("等{all}个")
    } else {
        String::new()
    };
    format!("{}{more}", named.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_some_and_counts_the_others() {
        let account = |name: &str, from: &[&str]| Locked {
            name: name.to_owned(),
            from: from.iter().map(|from| (*from).to_owned()).collect(),
        };
        let says = refused(&[account("张三", &["10.0.0.9"]), account("李四", &[])], &[]);
        assert_eq!(says.title, "登录异常：2个账户被临时锁定");
        assert!(
            says.body
                .starts_with("连续输错密码被临时锁定：张三（来自10.0.0.9）、李四。"),
            "{}",
            says.body
        );
        let many: Vec<Locked> = (0..7).map(|at| account(&format!("某{at}"), &[])).collect();
        let says = refused(&many, &["10.0.0.8"]);
        assert_eq!(says.title, "登录异常：7个账户被临时锁定，1个来源地址被暂停登录");
        assert!(
            says.body
                .contains("某4等7个；失败次数过多被暂停登录的来源地址：10.0.0.8。"),
            "{}",
            says.body
        );
        assert!(!says.body.contains("某5"));
    }
}
