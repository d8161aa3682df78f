//! Leaders' posts become accounts that nobody can use yet: the ledger finds them, and the administrator sets the
//! password of each when it is handed over.

use anyhow::{Context, Result};
use duban_app::user;
use duban_app::user::command::{Account, LoadUser};
use duban_core::id::{DepartmentId, RegionId};
use duban_core::word::Role;

use super::file::{COUNTY_HEAD, County, Leader};
use super::load::Loader;
use super::usernames::UsernameGenerator;

impl Loader<'_> {
    pub(super) async fn leaders(&mut self, region: Option<RegionId>, county: &County) -> Result<()> {
        let accounts = user::command::accounts(self.app).await?;
        let mut usernames = UsernameGenerator::new(county, &accounts);
        let mut hash = None;
        for leader in &county.leaders {
            let role = match leader.role.as_deref() {
                Some(COUNTY_HEAD) => Role::CountyHead,
                _ => Role::Leader,
            };
            let post = &leader.post;
            if let Some(there) = find(&accounts, region, leader) {
                let username = leader.username.as_ref().unwrap_or(&there.username);
                let what = format!("{role} {post} ({username})");
                match self.difference(region, there, role, leader).await? {
                    Some(otherwise) => self.log.differs(&format!("{what} {otherwise}")),
                    None => self.log.kept(),
                }
                continue;
            }
            let username = leader.username.clone().unwrap_or_else(|| usernames.free());
            let what = format!("{role} {post} ({username})");
            if let (Some(region), false) = (region, self.dry_run) {
                let password_hash = match &hash {
                    Some(hash) => String::clone(hash),
                    None => hash
                        .insert(user::password::hash(&unknown_password()?).await?)
                        .clone(),
                };
                let portfolio = self.units(region, &leader.portfolio).await?;
                let new = account(username, post, role, portfolio, password_hash);
                user::command::load(self.app, region, vec![new])
                    .await
                    .with_context(|| what.clone())?;
            }
            self.log.added(&what);
        }
        Ok(())
    }

    /// In what an account is not as the file says.
    async fn difference(
        &self,
        region: Option<RegionId>,
        there: &Account,
        role: Role,
        leader: &Leader,
    ) -> Result<Option<String>> {
        if Some(there.region) != region {
            return Ok(Some("has a user name that another region uses".to_owned()));
        }
        if !there.active {
            return Ok(Some("is a closed account".to_owned()));
        }
        if there.post != leader.post {
            return Ok(Some(format!("is the {} {}", there.role, there.post)));
        }
        if there.role != role {
            return Ok(Some(format!("is a {}", there.role)));
        }
        if leader
            .username
            .as_ref()
            .is_some_and(|name| *name != there.username)
        {
            return Ok(Some(format!("signs in as {}", there.username)));
        }
        let requested = self
            .units(there.region, &leader.portfolio)
            .await
            .unwrap_or_default();
        let directory = self.app.directory().await?;
        let current = directory.portfolio(there.id);
        let same = requested.len() == leader.portfolio.len()
            && requested.len() == current.len()
            && requested.iter().all(|unit| current.contains(unit));
        Ok((!same).then(|| "has another portfolio".to_owned()))
    }

    async fn units(&self, region: RegionId, names: &[String]) -> Result<Vec<DepartmentId>> {
        let directory = self.app.directory().await?;
        let find = |name: &String| {
            let found = directory.departments(region).find(|unit| unit.name == *name);
            Ok(found.with_context(|| format!("no department {name}"))?.id)
        };
        names.iter().map(find).collect()
    }
}

/// Who holds the post; otherwise who has the user name. Only a post that names none is still that of the account that
/// was closed: a name of its own is a successor's.
fn find<'a>(accounts: &'a [Account], region: Option<RegionId>, leader: &Leader) -> Option<&'a Account> {
    let of_post = |active: bool| {
        accounts.iter().find(|account| {
            Some(account.region) == region
                && account.active == active
                && account.post == leader.post
                && matches!(account.role, Role::CountyHead | Role::Leader)
        })
    };
    of_post(true).or_else(|| match &leader.username {
        Some(name) => accounts.iter().find(|account| account.username == *name),
        None => of_post(false),
    })
}

fn account(
    username: String,
    post: &str,
    role: Role,
    portfolio: Vec<DepartmentId>,
    password_hash: String,
) -> LoadUser {
    LoadUser {
        username,
        name: post.to_owned(),
        post: Some(post.to_owned()),
        role,
        department: None,
        liaison: None,
        portfolio,
        password_hash,
        must_change_password: true,
    }
}

/// Thrown away as soon as it is hashed.
fn unknown_password() -> Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(hex::encode(bytes))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use duban_app::store::{Durability, Limits, Store, StoreOptions};
    use duban_app::user::command::{FirstAdmin, accounts, bootstrap_admin, patch};
    use duban_app::user::input::PatchUser;
    use duban_app::{App, Ctx, Parts};
    use duban_core::clock::SystemClock;
    use duban_core::word::RegionLevel;
    use duban_migrations::{Migrator, MigratorTrait};

    use super::super::log::Log;
    use super::*;

    const HEAD: &str = "[[leaders]]\npost = \"县长\"\nrole = \"county_head\"\n";
    const OLD: &str =
        "[[leaders]]\npost = \"副县长甲\"\nusername = \"jia\"\n[[leaders]]\npost = \"副县长乙\"\n";
    const NEW: &str = "[[leaders]]\npost = \"副县长丙\"\n";

    async fn load(app: &App, leaders: &[&str]) -> Vec<String> {
        let text = format!(
            "[region]\ncode = \"530323\"\nname = \"师宗县\"\n[departments]\nsupervision_office = \"督查室\"\n{}",
            leaders.concat()
        );
        let county = County::read(&text).expect("a good file");
        let mut log = Log::default();
        Loader::new(app, false, &mut log)
            .load(&county)
            .await
            .expect("loaded");
        log.lines
    }

    async fn change(app: &App, ctx: &Ctx, username: &str, change: PatchUser) {
        let there = accounts(app).await.expect("accounts");
        let user = there.iter().find(|account| account.username == username);
        patch(app, ctx, user.expect(username).id, change)
            .await
            .expect("changed");
    }

    #[tokio::test]
    async fn a_later_run_adds_the_new_post_and_leaves_the_accounts_that_were_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let options = StoreOptions {
            database_url: format!("sqlite://{}", folder.path().join("test.db").display()),
            connections: 2,
            durability: Durability::Normal,
            limits: Limits::default(),
        };
        let store = Store::open(&options).await.expect("opened");
        Migrator::up(store.for_migrations(), None)
            .await
            .expect("migrated");
        let clock = Arc::new(SystemClock);
        let app = App::new(Parts {
            store,
            clock: clock.clone(),
            wall: clock,
            audit_key: vec![1; 32],
        });
        let first = load(&app, &[HEAD, OLD]).await;
        assert_eq!(
            first[2..],
            [
                "added    county_head 县长 (530323-l01)",
                "added    leader 副县长甲 (jia)",
                "added    leader 副县长乙 (530323-l02)",
            ]
        );
        let admin = FirstAdmin {
            region_code: "530323".to_owned(),
            region_name: "师宗县".to_owned(),
            region_level: RegionLevel::County,
            username: "admin".to_owned(),
            name: "系统管理员".to_owned(),
            password: "Correct-Horse-9".to_owned(),
            must_change_password: false,
        };
        let admin = bootstrap_admin(&app, admin).await.expect("an administrator");
        let directory = app.directory().await.expect("a directory");
        let actor = directory.actor(admin).expect("an active account");
        let ctx = Ctx {
            actor,
            request_id: None,
        };
        let other_post = PatchUser {
            post: Some(Some("常务副县长".to_owned())),
            ..PatchUser::default()
        };
        change(&app, &ctx, "jia", other_post).await;
        let closed = || PatchUser {
            active: Some(false),
            ..PatchUser::default()
        };
        change(&app, &ctx, "530323-l02", closed()).await;

        let second = load(&app, &[HEAD, NEW, OLD]).await;
        assert_eq!(
            second,
            [
                "added    leader 副县长丙 (530323-l03)",
                "differs  leader 副县长甲 (jia) is the leader 常务副县长; kept as it is",
                "differs  leader 副县长乙 (530323-l02) is a closed account; kept as it is",
            ]
        );
        let third = load(&app, &[NEW, HEAD, OLD]).await;
        assert_eq!(third, second[1..], "the order is nothing");

        let named = |post: &str| post.replace("post", "username = \"ding\"\npost");
        let fourth = load(&app, &[&named(NEW)]).await;
        assert_eq!(
            fourth,
            ["differs  leader 副县长丙 (ding) signs in as 530323-l03; kept as it is"]
        );
        change(&app, &ctx, "530323-l03", closed()).await;
        let successor = load(&app, &[&named(NEW)]).await;
        assert_eq!(successor, ["added    leader 副县长丙 (ding)"]);
        assert!(load(&app, &[&named(NEW)]).await.is_empty(), "there already");
    }
}
