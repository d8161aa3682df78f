//! What is wrong with one field. `{}` is replaced by the value that the error carries.

use super::file::FILES;
use crate::lang::Text;

/// Code, Chinese, English.
pub(super) const FIELDS: &[(&str, &str, &str)] = &[
    ("required", "必须填写。", "Is required."),
    (
        "too_long",
        "过长，最多{}个字符。",
        "Is too long; {} characters at most.",
    ),
    (
        "too_short",
        "过短，至少{}个字符。",
        "Is too short; {} characters at least.",
    ),
    (
        "too_many",
        "数量过多，最多{}项。",
        "Has too many entries; {} at most.",
    ),
    (
        "out_of_range",
        "超出范围，应为{}。",
        "Is out of range; {} is possible.",
    ),
    (
        "wrong_type",
        "格式不对，请按说明的类型填写。",
        "Has the wrong type; see /api/docs for the right one.",
    ),
    ("unknown_value", "不是可选的值。", "Is none of the known values."),
    (
        "unknown_field",
        "未知字段，请去掉。",
        "Is not known here; leave it out.",
    ),
    (
        "unknown_parameter",
        "未知的查询参数，请去掉。",
        "Is not a known parameter; leave it out.",
    ),
    (
        "repeated",
        "参数重复，多个值请用逗号分隔。",
        "Is given twice; separate several values by commas.",
    ),
    (
        "unknown_filter",
        "不是该页面的筛选条件。",
        "Is no filter of this page.",
    ),
    (
        "given_twice",
        "重复提交，一次只能上传一份。",
        "Is there twice; send it once.",
    ),
    ("invalid_json", "不是有效的JSON。", "Is not valid JSON."),
    (
        "invalid_cursor",
        "翻页标记无效，请从第一页重新开始。",
        "Is no cursor of this list; begin with the first page.",
    ),
    (
        "duplicate",
        "重复，请去掉一个。",
        "Is there twice; leave one out.",
    ),
    (
        "one_of_two_dates",
        "办理时限与工作日数只能填一个。",
        "Give either a date or a number of working days.",
    ),
    (
        "lead_is_no_co_department",
        "牵头单位不能同时是配合单位。",
        "The lead department is not a co-department as well.",
    ),
    ("date_required", "请填写日期。", "A date is required."),
    (
        "date_in_future",
        "日期不能晚于今天。",
        "The date must not lie in the future.",
    ),
    (
        "new_date_not_later",
        "新时限须晚于现时限{}，且不早于今天。",
        "The new date must be later than {}, the present one, and not past.",
    ),
    (
        "not_found",
        "未找到，请重新选择。",
        "Does not exist; choose again.",
    ),
    (
        "invalid_key",
        "须为1–100个可见ASCII字符。",
        "Must be 1 to 100 visible ASCII characters.",
    ),
    (
        "invalid_duration",
        "时长写法如 P1D、PT6H、P1DT2H。",
        "Write a duration as P1D, PT6H or P1DT2H.",
    ),
    (
        "either_advance_or_to",
        "advance 与 to 只能填一个。",
        "Give either advance or to.",
    ),
    (
        "invalid_form",
        "上传内容不完整，请重新选择文件上传。",
        "The upload is incomplete; choose the file again.",
    ),
    (
        "unknown_department",
        "没有这个单位，请从本县单位中选择。",
        "Is no department of this county; choose one from the list.",
    ),
    (
        "unknown_leader",
        "没有这位县领导，请从列表中选择。",
        "Is no leader of this county; choose one from the list.",
    ),
    (
        "own_only",
        "只能登记本人现场解决；其他领导解决的，请由督查室登记。",
        "Can be nobody but you; the supervision office records what another leader solved.",
    ),
    (
        "unknown_plan",
        "没有这个工作方案，请重新选择。",
        "Is no plan of this county; choose one from the list.",
    ),
    (
        "unknown_city_department",
        "不是市级部门，请从市级部门中选择。",
        "Is no department of the city; choose one from the list.",
    ),
    ("unknown_row", "台账中没有这一行。", "Is no row of the ledger."),
    (
        "date_out_of_range",
        "日期的年份应在{}之间，请核对。",
        "Lies outside the years {}; check the year.",
    ),
    (
        "date_in_past",
        "日期已过，请填写今天或以后的日期。",
        "Lies in the past; give today or a later day.",
    ),
    (
        "before_from",
        "不能早于开始日期。",
        "Must not lie before the first day.",
    ),
    (
        "before_now",
        "不能早于当前时间：时钟只能向前。",
        "Must not lie before the present: the clock only goes forward.",
    ),
    (
        "other_date_of_letter",
        "同一文号已登记，日期为{}，请核对文号和日期。",
        "This letter is registered with the date {}; check number and date.",
    ),
    (
        "edit_is_a_patch",
        "修改拟办请用 PATCH。",
        "A draft is changed by PATCH.",
    ),
    (
        "control_character",
        "含有不可见的控制字符，请删除。",
        "Contains control characters; remove them.",
    ),
    (
        "invalid_characters",
        "含有不允许的字符，请只用小写字母、数字、点、横线和下划线。",
        "Contains characters that are not allowed: use small letters, digits, dot, dash and underscore.",
    ),
    (
        "taken",
        "已被使用，请换一个。",
        "Is in use already; choose another.",
    ),
    (
        "weak_password",
        "密码太弱：至少10个字符，大写、小写、数字、符号中至少三类，且不含用户名。",
        "Is too weak: at least 10 characters, three of capital, small, digit and sign, without the user name.",
    ),
    (
        "common_password",
        "密码过于常见，容易被猜中：请不要用姓名、地名、单位、键盘顺序加数字的组合。",
        "Is a common one that is tried first: use no name, place, office or row of keys with a number.",
    ),
    (
        "blank_ends",
        "首尾不能有空格，请去掉。",
        "Must not begin or end with a blank; remove it.",
    ),
    (
        "used_before",
        "最近{}次用过的密码不能再用，请换一个。",
        "Is one of the last {} passwords; choose another.",
    ),
    (
        "last_administrator",
        "这是本地区最后一名在用的同类管理员，不能停用或改任；请先由安全管理员新增一名。",
        "Is the last active administrator of its kind in this region: let the security administrator make another one first.",
    ),
    (
        "account_closed",
        "账户已停用，请先由管理员启用。",
        "Is the name of a closed account; an administrator opens it first.",
    ),
    (
        "wrong_password",
        "当前密码不正确。",
        "Is not the present password.",
    ),
    (
        "same_as_before",
        "新密码不能与原密码相同。",
        "Must differ from the present password.",
    ),
    (
        "not_yours_to_give",
        "您不能授予此角色：系统管理员、安全管理员、审计管理员账户由安全管理员管理，其他账户由系统管理员管理。",
        "Is not yours to give: the accounts of the three administrators are the security administrator's, all others the system administrator's.",
    ),
    ("leaders_only", "只有县领导可以填写此项。", "Is for leaders only."),
    (
        "no_business_role",
        "该账号的角色看不到督办事项，不能担任联络员。",
        "Has a role that sees no matters and cannot be a liaison.",
    ),
    (
        "city_rules_only",
        "市级督查室只接收“市级未答复”“市级临期与逾期”的提醒，请在此处去掉。",
        "Names the city's office, which is told by the two rules about the city only; leave it out here.",
    ),
    (
        "not_in_this_region",
        "不属于本地区，请重新选择。",
        "Does not belong to this region; choose another.",
    ),
    (
        "not_rising",
        "阶梯应按工作日从小到大排列。",
        "Must rise from step to step.",
    ),
    ("empty", "至少保留一项。", "Needs at least one entry."),
    (
        "rows_with_errors",
        "这些行有错误，请改正后重新上传，或勾选跳过：{}。",
        "These rows have errors; correct the file or skip them: {}.",
    ),
    (
        "rows_open_since",
        "预览之后已有同名在办事项，请核对；确需导入请确认重复，或跳过这些行：{}。",
        "Open matters of the same title came up since the preview; confirm the duplicates or skip the rows: {}.",
    ),
    (
        "rows_without_parties",
        "预览之后责任领导或单位有变动，请重新上传台账，或跳过这些行：{}。",
        "A leader or department changed since the preview; upload the ledger again or skip the rows: {}.",
    ),
    (
        "nothing_left",
        "跳过之后没有可导入的事项，请修改台账后重新上传。",
        "Leaves nothing to import; correct the ledger and upload it again.",
    ),
];

/// The message for a field's code.
pub(crate) fn field(code: &str, detail: Option<&str>) -> Text {
    let fill = |text: &str| match detail {
        Some(detail) => text.replace("{}", detail),
        None => text.replace("{}", "—"),
    };
    FIELDS
        .iter()
        .chain(FILES)
        .find(|entry| entry.0 == code)
        .map_or_else(
            || Text::new("填写有误，请检查。", "Is not valid."),
            |(_, zh, en)| Text::new(fill(zh), fill(en)),
        )
}
