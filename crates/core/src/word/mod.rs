//! The field's words as enums; every one has the same name in HTTP, in the database and here.

mod action;
mod blocker;

pub use action::Action;
pub(crate) use action::each_action;
pub use blocker::Blocker;

/// A text that is none of the words of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a {kind}")]
pub struct UnknownWord {
    /// What was expected, e.g. `Status`.
    pub kind: &'static str,
    /// What was found.
    pub text: String,
}

/// Words of one kind, for code that serves every kind alike.
pub trait Vocabulary: Copy + std::str::FromStr<Err = UnknownWord> {
    /// The word as it is written in HTTP and in the database.
    fn as_str(self) -> &'static str;
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:tt),* $(,)? })*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        $(#[$doc])*
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// Every word of this kind, in the order of the life cycle or of rank.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word as it is written in HTTP and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl $crate::word::Vocabulary for $name {
            fn as_str(self) -> &'static str {
                Self::as_str(self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::word::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    _ => Err($crate::word::UnknownWord { kind: stringify!($name), text: text.to_owned() }),
                }
            }
        }
    )*};
}
pub(crate) use words;

words! {
    /// What a person may be to the system (角色).
    Role {
        /// 县长
        CountyHead = "county_head",
        /// 县领导
        Leader = "leader",
        /// 督查室
        Supervisor = "supervisor",
        /// 部门负责人
        DepartmentHead = "department_head",
        /// 部门经办人
        Handler = "handler",
        /// 市级督查室
        CitySupervisor = "city_supervisor",
        /// 统计
        Statistician = "statistician",
        /// 系统管理员
        SystemAdmin = "system_admin",
        /// 安全管理员
        SecurityAdmin = "security_admin",
        /// 审计管理员
        Auditor = "auditor",
    }
    /// 任务 or 问题.
    MatterKind {
        /// 任务
        Task = "task",
        /// 问题
        Issue = "issue",
    }
    /// Where a matter stands in its life; lateness is derived, never a status.
    Status {
        /// 拟办
        Draft = "draft",
        /// 待立项审批
        PendingApproval = "pending_approval",
        /// 已交办·待签收
        Issued = "issued",
        /// 异议处理中
        Objected = "objected",
        /// 办理中
        InProgress = "in_progress",
        /// 办结待核查
        Claimed = "claimed",
        /// 已核查·待销号
        Verified = "verified",
        /// 已销号
        Closed = "closed",
        /// 已撤销
        Cancelled = "cancelled",
        /// 中止
        Suspended = "suspended",
    }
    /// Who is responsible at present: the county or, after submission, the city.
    Stage {
        /// 县级
        County = "county",
        /// 市级
        City = "city",
    }
    /// At which level a matter was solved (解决层级).
    Resolution {
        /// 现场解决
        OnSite = "on_site",
        /// 县级解决
        County = "county",
        /// 市级解决
        City = "city",
    }
    /// How a closed matter ended.
    Outcome {
        /// 已完成销号
        Achieved = "achieved",
        /// 未完成终结
        Unachieved = "unachieved",
    }
    /// 亮灯: derived from dates, never stored.
    Light {
        /// 正常
        Green = "green",
        /// 临期
        Yellow = "yellow",
        /// 逾期
        Red = "red",
        /// 不计时
        Grey = "grey",
    }
    /// 紧急程度.
    Urgency {
        /// 平件
        Normal = "normal",
        /// 急件
        Urgent = "urgent",
        /// 特急
        Critical = "critical",
    }
    /// 薄弱环节类别.
    WeakLink {
        /// 薄弱支撑指标
        Indicator = "indicator",
        /// 薄弱支撑产业
        Industry = "industry",
        /// 薄弱支撑基础
        Foundation = "foundation",
        /// 其他薄弱环节
        Other = "other",
    }
    /// 来源.
    SourceKind {
        /// 文件
        Document = "document",
        /// 会议
        Meeting = "meeting",
        /// 调研
        Visit = "visit",
        /// 汇报
        Briefing = "briefing",
        /// 批示
        Instruction = "instruction",
        /// 指标预警
        IndicatorWarning = "indicator_warning",
        /// 上级交办
        UpperLevel = "upper_level",
    }
    /// 反馈频次.
    ReportCycle {
        /// 不定期
        None = "none",
        /// 每周
        Weekly = "weekly",
        /// 每旬
        TenDays = "ten_days",
        /// 每月
        Monthly = "monthly",
        /// 每季度
        Quarterly = "quarterly",
    }
    /// How far a co-department is with its part.
    CoPart {
        /// 待签收
        Pending = "pending",
        /// 已签收
        Signed = "signed",
        /// 已完成
        Done = "done",
        /// 已免除
        Waived = "waived",
    }
    /// Where a submission to the city stands.
    EscalationStatus {
        /// 拟提请
        Proposed = "proposed",
        /// 已审签
        Endorsed = "endorsed",
        /// 已提请
        Submitted = "submitted",
        /// 市级已受理
        Accepted = "accepted",
        /// 市级已答复
        Answered = "answered",
        /// 市级已退回
        Returned = "returned",
        /// 已撤回
        Withdrawn = "withdrawn",
        /// 不予提请
        Declined = "declined",
    }
    /// 市级答复.
    CityAnswer {
        /// 已解决
        Solved = "solved",
        /// 部分解决
        Partly = "partly",
        /// 明确路径
        PathClear = "path_clear",
        /// 暂不能解决
        Cannot = "cannot",
    }
    /// Where a request for a new date stands.
    ExtensionStatus {
        /// 待审批
        Requested = "requested",
        /// 已同意
        Approved = "approved",
        /// 不同意
        Rejected = "rejected",
    }
    /// Colour of an urge slip (催办单).
    SlipColor {
        /// 蓝色
        Blue = "blue",
        /// 黄色
        Yellow = "yellow",
        /// 红色
        Red = "red",
    }
    /// Whose move it is.
    Holder {
        /// 督查室
        SupervisionOffice = "supervision_office",
        /// 责任领导
        Leader = "leader",
        /// 县长
        CountyHead = "county_head",
        /// 牵头单位
        LeadDepartment = "lead_department",
        /// 市级
        City = "city",
        /// 无
        Nobody = "nobody",
    }
    /// What kind of body a department is.
    DepartmentKind {
        /// 督查室
        SupervisionOffice = "supervision_office",
        /// 县直部门
        Department = "department",
        /// 乡镇(街道)
        Township = "township",
        /// 市级部门
        CityDepartment = "city_department",
    }
    /// Level of a region.
    RegionLevel {
        /// 县
        County = "county",
        /// 市
        City = "city",
    }
}
