//! The same county in mid-March 2023: the ledger imported on the first day and played forward day by
//! day through the commands that people use, the worker sweeping in between.

use std::collections::HashMap;

use anyhow::{Context, bail};
use chrono::{NaiveDate, TimeDelta};
use duban_app::demo::DemoClock;
use duban_app::import::command::{Apply, Upload};
use duban_app::matter::action::{Command, FindingInput, NoteInput, ObjectInput, ReportInput};
use duban_app::matter::input::{NewMatter, NewSource};
use duban_app::matter::query::{Filter, Sort};
use duban_app::matter::view::{Matter, MatterRow, MatterVersion};
use duban_app::paging::PageRequest;
use duban_app::{App, import, matter};
use duban_core::id::{DepartmentId, MatterId, PlanId};
use duban_core::region::Zone;
use duban_core::word::{CoPart, MatterKind, SourceKind, Status};

use super::load::Loaded;
use super::persona::{Persona, Personas, RegionChoice};
use super::script::{END, SOLVED_BEFORE_ISSUE, day, issued_on, steps};
use super::{LEDGER, LEDGER_NAME};

/// Runs the county from its first day to mid-March.
pub(super) async fn run(app: &App, clock: &DemoClock, county: &Loaded) -> anyhow::Result<()> {
    let personas = Personas::of(app).await?;
    let mut simulation = Simulation {
        app,
        clock,
        personas,
        lines: HashMap::new(),
    };
    simulation
        .import(county.plan)
        .await
        .context("importing the ledger")?;
    let mut steps = steps(&simulation.personas)?.into_iter().peekable();
    for date in day(1, 28).iter_days().take_while(|date| *date <= END) {
        if !app.calendar().await?.is_working(date) {
            continue;
        }
        simulation.begin_day(date).await?;
        simulation
            .daily_routine(date)
            .await
            .with_context(|| format!("the daily routine of {date}"))?;
        while let Some(step) = steps.next_if(|step| step.on <= date) {
            let context = format!("{date}, line {}: {}", step.line, step.command.action());
            simulation
                .act(step.line, step.persona, step.command)
                .await
                .context(context)?;
        }
    }
    simulation.create_recent_matters().await?;
    duban_worker::run_once(app).await?;
    Ok(())
}

struct Simulation<'a> {
    app: &'a App,
    clock: &'a DemoClock,
    personas: Personas,
    /// Line of the ledger → matter.
    lines: HashMap<u32, MatterId>,
}

impl Simulation<'_> {
    async fn import(&mut self, plan: PlanId) -> anyhow::Result<()> {
        let office = self.personas.office()?;
        let upload = Upload {
            file_name: LEDGER_NAME.to_owned(),
            bytes: LEDGER.to_vec(),
            year: 2023,
            plan: Some(plan),
        };
        let preview = import::command::preview(self.app, &office, upload).await?;
        import::command::apply(self.app, &office, preview.id, Apply::default()).await?;
        let page = PageRequest {
            limit: Some(200),
            cursor: None,
        };
        let drafts = matter::query::list(self.app, &office, &Filter::default(), Sort::Number, &page).await?;
        self.lines = (1..).zip(drafts.items.iter().map(|row| row.id)).collect();
        Ok(())
    }

    /// Moves the clock to eight and nine o'clock of the day and sends what is due.
    async fn begin_day(&self, date: NaiveDate) -> anyhow::Result<()> {
        for hour in [8, 9] {
            let at = Zone::SHANGHAI.instant_at(date, hour);
            // The first day begins at nine.
            if at > duban_core::clock::Clock::now(self.clock) {
                self.clock.set(self.app, at).await?;
                duban_worker::run_once(self.app).await?;
            }
        }
        Ok(())
    }

    /// What happens every day without being in the script: handing over, signing, reporting.
    async fn daily_routine(&self, date: NaiveDate) -> anyhow::Result<()> {
        self.hand_over(date).await?;
        let mut lines: Vec<_> = self.lines.iter().map(|(line, id)| (*line, *id)).collect();
        lines.sort_unstable();
        for (line, id) in lines {
            let matter = self.get(id).await?;
            match matter.row.status {
                Status::Issued => self.sign(line, &matter, date).await?,
                Status::InProgress => {
                    self.report(line, &matter, date).await?;
                    self.parts(line, id, date).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn hand_over(&self, date: NaiveDate) -> anyhow::Result<()> {
        let mut items = Vec::new();
        for (line, id) in &self.lines {
            if issued_on(*line) == date && !SOLVED_BEFORE_ISSUE.contains(line) {
                items.push(MatterVersion {
                    id: *id,
                    version: self.get(*id).await?.row.version,
                });
            }
        }
        if !items.is_empty() {
            let issue = Command::Issue(NoteInput { note: None });
            matter::command::act_many(self.app, &self.personas.office()?, items, issue).await?;
        }
        Ok(())
    }

    /// Most sign on the next working day, some later, one not at all.
    async fn sign(&self, line: u32, matter: &Matter, date: NaiveDate) -> anyhow::Result<()> {
        let Some(issued) = matter.issued_at else {
            bail!("line {line} was not handed over")
        };
        let since = self
            .app
            .calendar()
            .await?
            .between(Zone::SHANGHAI.local_date(issued), date);
        let wait = match line {
            5 => return Ok(()),
            14 | 32 => 2,
            line if line.is_multiple_of(8) => 3,
            _ => 1,
        };
        if since < wait {
            return Ok(());
        }
        let lead = self.personas.staff(DepartmentId(matter.row.lead_department.id))?;
        let sign = || Command::Sign(NoteInput { note: None });
        let mut version = matter::command::act(self.app, &lead, matter.row.id, matter.row.version, sign())
            .await?
            .row
            .version;
        for co in matter
            .co_departments
            .iter()
            .filter(|co| co.part == CoPart::Pending)
            .take(3)
        {
            let staff = self.personas.staff(DepartmentId(co.id))?;
            let signed = matter::command::act(self.app, &staff, matter.row.id, version, sign()).await?;
            version = signed.row.version;
        }
        Ok(())
    }

    /// Reports come on their day; every seventh line is two days late.
    async fn report(&self, line: u32, matter: &Matter, date: NaiveDate) -> anyhow::Result<()> {
        let Some(due) = matter.next_report_due_on else {
            return Ok(());
        };
        let late = if line.is_multiple_of(7) { 2 } else { 0 };
        if date < due + TimeDelta::days(late) {
            return Ok(());
        }
        let span = (matter.row.original_due_on - day(1, 28)).num_days().max(1);
        let passed = (date - day(1, 28)).num_days();
        let percent = i32::try_from((passed * 90 / span).clamp(5, 90)).unwrap_or(90);
        let lead = self.personas.staff(DepartmentId(matter.row.lead_department.id))?;
        let report = Command::Report(ReportInput {
            percent,
            progress: format!("按方案推进，已完成约{percent}%，责任到人、每周调度"),
            problems: (line.is_multiple_of(6)).then(|| "个别环节要素保障不足，正在协调".to_owned()),
            next_step: Some("盯紧剩余工作，按期完成".to_owned()),
        });
        matter::command::act(self.app, &lead, matter.row.id, matter.row.version, report).await?;
        Ok(())
    }

    /// Co-departments finish their part a week before the date, so that the lead can claim.
    async fn parts(&self, line: u32, id: MatterId, date: NaiveDate) -> anyhow::Result<()> {
        let matter = self.get(id).await?;
        if date + TimeDelta::days(9) < matter.row.original_due_on || line.is_multiple_of(9) {
            return Ok(());
        }
        let mut version = matter.row.version;
        let waiting = |part: CoPart| matches!(part, CoPart::Pending | CoPart::Signed);
        for co in matter.co_departments.iter().filter(|co| waiting(co.part)) {
            let staff = self.personas.staff(DepartmentId(co.id))?;
            let done = Command::CompletePart(FindingInput {
                note: "本单位承担部分已完成".to_owned(),
            });
            version = matter::command::act(self.app, &staff, id, version, done)
                .await?
                .row
                .version;
        }
        Ok(())
    }

    async fn act(&self, line: u32, persona: Persona, command: Command) -> anyhow::Result<()> {
        let id = *self
            .lines
            .get(&line)
            .with_context(|| format!("line {line} is not in the ledger"))?;
        let matter: MatterRow = self.get(id).await?.row;
        let ctx = self.personas.actor_for(persona, &matter)?;
        matter::command::act(self.app, &ctx, id, matter.version, command).await?;
        Ok(())
    }

    async fn get(&self, id: MatterId) -> anyhow::Result<Matter> {
        Ok(matter::query::get(self.app, &self.personas.office()?, id).await?)
    }

    /// The newest matters: one waits for approval, one is a draft, one was objected to.
    async fn create_recent_matters(&self) -> anyhow::Result<()> {
        let office = self.personas.office()?;
        let any = self.get(*self.lines.get(&33).context("line 33")?).await?;
        let closing = Zone::SHANGHAI.instant_at(END, 10);
        self.clock.set(self.app, closing).await?;
        for (title, lead, basis, commands) in [
            ("二季度重点项目开工清单编制", "县发展和改革局", None, approval()),
            ("春季森林防火重点时段值守", "县林业和草原局", None, Vec::new()),
            (
                "春季农资市场专项检查",
                "县市场监督管理局",
                Some("副县长3月14日批示"),
                objection(),
            ),
        ] {
            let lead = self.personas.department(RegionChoice::County, lead)?.0;
            let new = NewMatter {
                requirement: "形成清单，逐项明确时限和责任人".to_owned(),
                basis: basis.map(str::to_owned),
                due_in_working_days: Some(12),
                source: Some(NewSource {
                    kind: SourceKind::Meeting,
                    title: "3月15日县政府经济运行调度会".to_owned(),
                    document_number: None,
                    dated_on: Some(END),
                }),
                ..NewMatter::new(MatterKind::Task, title.to_owned(), any.row.leader.id, lead)
            };
            let draft = matter::command::create(self.app, &office, new).await?;
            let mut row = draft.row;
            for (persona, command) in commands {
                let ctx = self.personas.actor_for(persona, &row)?;
                row = matter::command::act(self.app, &ctx, row.id, row.version, command)
                    .await?
                    .row;
            }
        }
        Ok(())
    }
}

fn approval() -> Vec<(Persona, Command)> {
    vec![(
        Persona::Office,
        Command::SubmitForApproval(NoteInput {
            note: Some("拟请县长审定".to_owned()),
        }),
    )]
}

fn objection() -> Vec<(Persona, Command)> {
    let not_ours = ObjectInput {
        reason: "农资质量监管由县农业农村局负责，建议由其牵头".to_owned(),
        suggested_department_id: None,
    };
    vec![
        (Persona::Office, Command::Issue(NoteInput { note: None })),
        (Persona::Lead, Command::Object(not_ours)),
    ]
}
