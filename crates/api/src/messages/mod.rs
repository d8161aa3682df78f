//! What people read when something is refused, in both languages. Every entry says what is wrong
//! and what can be done. Codes are stable; texts may be improved freely.

mod field;
mod file;
mod rule;
#[cfg(test)]
mod used;
mod word;

use duban_app::Whom;

use crate::lang::Text;

pub(crate) use field::field;
pub(crate) use rule::rule;

/// Code, title and remedy.
type Entry = (
    &'static str,
    (&'static str, &'static str),
    (&'static str, &'static str),
);

const PROBLEMS: &[Entry] = &[
    (
        "invalid_input",
        ("填写有误", "The input is not valid"),
        (
            "请按各字段的提示修改后重新提交。",
            "Correct the fields named and send it again.",
        ),
    ),
    (
        "unknown_field",
        ("包含未知字段", "Unknown field"),
        (
            "请去掉未知字段；接口说明见 /api/docs。",
            "Leave the unknown field out; /api/docs lists the known ones.",
        ),
    ),
    (
        "invalid_query",
        ("查询条件有误", "The query is not valid"),
        ("请按提示修改查询参数。", "Correct the query parameters named."),
    ),
    (
        "unauthenticated",
        ("尚未登录或登录已失效", "Not signed in"),
        ("请重新登录。", "Sign in again."),
    ),
    (
        "invalid_credentials",
        ("用户名或密码不正确", "User name or password is wrong"),
        (
            "请核对后重试；连续失败5次将锁定15分钟。",
            "Check both; after five failures it locks for 15 minutes.",
        ),
    ),
    (
        "account_locked",
        ("账户已锁定", "The account is locked"),
        (
            "登录失败次数过多。请稍后再试，或在以前登录过的设备上登录，或联系系统管理员解锁。",
            "Too many failures: wait, sign in on a device that you have used before, or ask the administrator to unlock it.",
        ),
    ),
    (
        "forbidden",
        ("无权执行此操作", "Not permitted"),
        (
            "您的角色不能执行此操作；如确有需要，请联系督查室。",
            "Your role does not include this; ask the supervision office if you need it.",
        ),
    ),
    (
        "not_found",
        ("未找到", "Not found"),
        (
            "内容不存在，或不在您的查看范围内。",
            "It does not exist or is outside what you may see.",
        ),
    ),
    (
        "method_not_allowed",
        ("不支持此请求方法", "Method not allowed"),
        (
            "该地址不支持此请求方法；可用的方法见 Allow 响应头。",
            "This address does not answer to that method; the header Allow names those it does.",
        ),
    ),
    (
        "password_change_required",
        ("请先修改密码", "Choose a new password first"),
        (
            "这是初始密码或由管理员重置的密码，修改后才能继续使用。",
            "The present password was set by somebody else; choose one of your own to go on.",
        ),
    ),
    (
        "conflict",
        ("与现有内容冲突", "Conflict"),
        ("请刷新后再试。", "Reload and try again."),
    ),
    (
        "stale_version",
        ("内容已被他人更新", "Somebody else has changed it"),
        (
            "请刷新查看最新内容后再操作，您刚才的操作没有生效。",
            "Reload to see the newest version; your change was not made.",
        ),
    ),
    (
        "precondition_required",
        ("缺少版本号", "The version is missing"),
        (
            "请在 If-Match 请求头中带上所见内容的版本，如 \"3\"。",
            "Send the version that you saw in If-Match, e.g. \"3\".",
        ),
    ),
    (
        "payload_too_large",
        ("内容过大", "Too large"),
        (
            "普通请求不超过1MB，上传文件不超过5MB。",
            "A request is 1 MB at most, an uploaded file 5 MB.",
        ),
    ),
    (
        "unsupported_media_type",
        ("不支持的内容类型", "Unsupported media type"),
        (
            "请以 application/json 提交；上传文件用 multipart/form-data。",
            "Send application/json; files as multipart/form-data.",
        ),
    ),
    (
        "action_not_allowed",
        ("当前状态不允许此操作", "Not possible in the present state"),
        (
            "请刷新后按可用的操作办理。",
            "Reload and use one of the actions offered.",
        ),
    ),
    (
        "idempotency_mismatch",
        ("幂等键已用于另一请求", "Idempotency key used for another request"),
        (
            "请为新的请求使用新的 Idempotency-Key。",
            "Use a new Idempotency-Key for a new request.",
        ),
    ),
    (
        "too_many_requests",
        ("操作过于频繁", "Too many requests"),
        ("请稍后再试。", "Wait a moment and try again."),
    ),
    (
        "sign_in_busy",
        ("登录的人较多", "Many people are signing in"),
        ("请过几秒再试。", "Try again in a few seconds."),
    ),
    (
        "busy",
        ("服务繁忙", "The service is busy"),
        (
            "同时进行的查询过多，请稍后再试。",
            "Too many reports are being made at once: try again in a moment.",
        ),
    ),
    (
        "request_timeout",
        ("上传超时", "The request came too slowly"),
        (
            "请求内容在规定时间内没有传完，请检查网络后重试。",
            "It did not arrive in time: check the network and send it again.",
        ),
    ),
    (
        "unavailable",
        ("服务繁忙", "The service is busy"),
        (
            "处理超时，请稍后再试；写操作请先查看是否已生效。",
            "It took too long: try again, and look first whether a change was made.",
        ),
    ),
    (
        "storage_full",
        ("磁盘空间不足，未保存", "No disk space is left; nothing was saved"),
        (
            "您填写的内容没有保存，请保留页面稍后重试，并通知系统管理员清理服务器磁盘。",
            "Keep the page open, try again later, and tell the system administrator to free disk space.",
        ),
    ),
    (
        "database_busy",
        ("数据库繁忙，未保存", "The database is busy; nothing was saved"),
        ("请稍候几秒再试。", "Try again in a few seconds."),
    ),
    (
        "database_unavailable",
        ("数据库暂时不可用", "The database cannot be used at the moment"),
        (
            "请稍后重试；如刚才提交了内容，系统不会重复保存。如持续出现，请通知系统管理员。",
            "Try again shortly; what you sent is not saved twice. Tell the system administrator if it stays.",
        ),
    ),
    (
        "database_replaced",
        (
            "数据库文件已被移走或替换",
            "The database file was moved or replaced",
        ),
        (
            "服务已停止写入，请通知系统管理员恢复数据库文件并重启服务。",
            "Nothing is written any more; the system administrator must put the file back and restart the service.",
        ),
    ),
    (
        "internal",
        ("服务器内部错误", "Internal error"),
        (
            "请稍后再试；如持续出现，请将请求编号告知管理员。",
            "Try again later; if it stays, tell the administrator the request id.",
        ),
    ),
];

const CONFLICTS: &[(&str, &str, &str)] = &[
    (
        "linked_already",
        "该县已归入所属市。",
        "The county is under its city already.",
    ),
    (
        "same_file_applied",
        "同一台账文件已导入过；确需再次导入，请确认重复。",
        "The same file has been applied before; confirm the duplicates to apply it once more.",
    ),
    (
        "already_applied",
        "该台账已导入，不能重复导入。",
        "This ledger has been applied already.",
    ),
    (
        "in_progress",
        "相同的请求正在处理，请稍候。",
        "The same request is being worked on; wait for it.",
    ),
    (
        "already_done",
        "相同的请求此前已经生效，没有重复执行；请刷新查看结果。",
        "The same request was carried out before and was not repeated; reload to see what it did.",
    ),
    (
        "alert_fired_twice",
        "另一进程正在处理同一提醒，请稍后再试。",
        "Another process is firing the same alert; try again in a moment.",
    ),
];

/// Title and remedy of a problem. A test finds codes that have none; should one slip through, it is told as internal.
pub(crate) fn problem(code: &str) -> (Text, Text) {
    let entry = PROBLEMS.iter().find(|entry| entry.0 == code).or(PROBLEMS.last());
    entry.map_or_else(
        || (Text::new("", ""), Text::new("", "")),
        |(_, title, remedy)| (Text::new(title.0, title.1), Text::new(remedy.0, remedy.1)),
    )
}

/// Whom to ask for what is not the caller's to do.
pub(crate) fn ask(whom: &Whom) -> Text {
    let (zh, en) = word::role(whom.role);
    if whom.names.is_empty() {
        return Text::new(
            format!("该账户归{zh}管理，请联系{zh}办理。"),
            format!("The account is the {en}'s to manage; ask the {en}."),
        );
    }
    Text::new(
        format!("该账户归{zh}管理，请联系{zh}（{}）办理。", whom.names.join("、")),
        format!(
            "The account is the {en}'s to manage; ask {}.",
            whom.names.join(" or ")
        ),
    )
}

/// What a conflict is about.
pub(crate) fn conflict(code: &str) -> Text {
    CONFLICTS
        .iter()
        .find(|entry| entry.0 == code)
        .map_or_else(|| problem("conflict").1, |(_, zh, en)| Text::new(*zh, *en))
}

#[cfg(test)]
mod tests;
