//! An uploaded ledger as the outside sees it.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use duban_core::id::ImportId;
use duban_core::word::{MatterKind, ReportCycle, SourceKind, UnknownWord, Vocabulary, WeakLink};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::words::Ref;

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// Read and waiting to be applied.
    Previewed,
    /// Its rows are matters now.
    Applied,
}

impl Vocabulary for ImportStatus {
    fn as_str(self) -> &'static str {
        match self {
            Self::Previewed => "previewed",
            Self::Applied => "applied",
        }
    }
}

impl FromStr for ImportStatus {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "previewed" => Ok(Self::Previewed),
            "applied" => Ok(Self::Applied),
            _ => Err(UnknownWord {
                kind: "import status",
                text: text.to_owned(),
            }),
        }
    }
}

/// An uploaded ledger in the list of uploads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportSummary {
    /// Its id.
    pub id: ImportId,
    /// Name of the file.
    pub file_name: String,
    /// Year of dates that name none.
    pub year: i32,
    /// How far it is.
    pub status: ImportStatus,
    /// Who uploaded it.
    pub uploaded_by: Ref,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// When it was applied.
    pub applied_at: Option<DateTime<Utc>>,
    /// Rows read as tasks.
    pub task_count: i32,
    /// Rows read as issues.
    pub issue_count: i32,
    /// Warnings in all rows.
    pub warning_count: i32,
    /// Errors in all rows.
    pub error_count: i32,
    /// Matters that it became and that are still drafts; the list opens them by `import` and `status=draft`.
    pub drafts_left: i64,
}

/// An uploaded ledger with every row as it was read.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ImportView {
    /// Its id.
    pub id: ImportId,
    /// Name of the file.
    pub file_name: String,
    /// Year of dates that name none.
    pub year: i32,
    /// How far it is.
    pub status: ImportStatus,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    /// When it was applied.
    pub applied_at: Option<DateTime<Utc>>,
    /// Rows read as tasks.
    pub task_count: i32,
    /// Rows read as issues.
    pub issue_count: i32,
    /// Warnings in all rows.
    pub warning_count: i32,
    /// Errors in all rows.
    pub error_count: i32,
    /// The plan that the matters will belong to.
    pub plan: Option<Ref>,
    /// The rows in the order of the file.
    pub rows: Vec<ImportRow>,
    /// What in the file was not read: sheets without a known header, columns without a meaning here.
    pub notes: Vec<String>,
}

/// One row as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportRow {
    /// Name of the sheet.
    pub sheet: String,
    /// Number of the row as the office program shows it.
    pub row: u32,
    /// Task or issue.
    pub kind: MatterKind,
    /// What it is about.
    pub title: String,
    /// What is asked for.
    pub requirement: String,
    /// The heading it stands under.
    pub category: Option<String>,
    /// The responsible leader, if found.
    pub leader: Option<Ref>,
    /// The lead department, if found.
    pub lead_department: Option<Ref>,
    /// Co-operating departments, groups resolved.
    pub co_departments: Vec<Ref>,
    /// The date, if readable.
    pub due_on: Option<NaiveDate>,
    /// The date as the sheet has it.
    pub due_text: Option<String>,
    /// How often progress is reported.
    pub report_cycle: ReportCycle,
    /// Day of the month for monthly reports.
    pub report_day: Option<i32>,
    /// For an issue: which weak link it is.
    pub weak_link_kind: Option<WeakLink>,
    /// What the source will be.
    pub source_kind: SourceKind,
    /// Title of the source: the plan for tasks, the visit or meeting for issues.
    pub source_title: Option<String>,
    /// The row names no source and there is no plan: the source is the ledger's own heading, which is no basis.
    #[serde(default)]
    pub source_assumed: bool,
    /// Date of the source.
    pub source_dated_on: Option<NaiveDate>,
    /// Document number of the source.
    pub source_document_number: Option<String>,
    /// Remark, with what the ledger says beyond the fields above.
    pub remark: Option<String>,
    /// The list says that only the city can solve it.
    pub suggests_city: bool,
    /// The list says that it can be solved on the spot.
    pub suggests_on_site: bool,
    /// How each cell was read.
    pub readings: Vec<Reading>,
    /// What a person must look at.
    pub problems: Vec<Problem>,
}

impl ImportRow {
    /// Whether the row cannot be written.
    pub fn has_error(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }
}

/// One cell and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportReading)]
pub struct Reading {
    /// Heading of the column.
    pub column: String,
    /// The cell.
    pub text: String,
    /// What it means.
    pub read_as: String,
    /// Whether that is a guess.
    pub guess: bool,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportSeverity)]
pub enum Severity {
    /// Can be applied; to be looked at.
    Warning,
    /// Must be corrected in the file, or the row left out.
    Error,
}

/// Something about a row that a person must look at, with the remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportProblem)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Heading of the column; null when it is about the row.
    pub column: Option<String>,
    /// Stable code.
    pub code: String,
    /// What is wrong and what to do, in the office's language.
    pub message: String,
}
