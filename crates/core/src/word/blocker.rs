//! What blocks an action that is otherwise a person's to take.

use crate::word::words;

words! {
    /// Why an action is closed for now; the word is the `rule` of the conflict that trying it would meet.
    #[cfg_attr(feature = "openapi", schema(as = Bar))]
    Blocker {
        /// 未填立项依据
        BasisRequired = "basis_required",
        /// 异议期限已过
        ObjectionTooLate = "objection_too_late",
        /// 异议已被驳回
        ObjectionOverruled = "objection_overruled",
        /// 配合单位未完成
        PartsOpen = "parts_open",
        /// 核查人不得销号
        SamePersonVerified = "same_person_verified",
        /// 申请办结的单位不得核查
        SameDepartmentVerifies = "same_department_verifies",
        /// 牵头单位不得登记现场解决
        SameDepartmentSolves = "same_department_solves",
        /// 未授权督查室销号
        CloseNotDelegated = "close_not_delegated",
        /// 延期申请待批
        ExtensionPending = "extension_pending",
        /// 延期次数已用完
        ExtensionLimitReached = "extension_limit_reached",
        /// 提请市级未了结
        EscalationOpen = "escalation_open",
        /// 未设市级部门
        NoCityDepartment = "no_city_department",
    }
}
