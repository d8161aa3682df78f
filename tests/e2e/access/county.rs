//! A county with one matter of each kind that the grid speaks of, a neighbour with one of its own, and
//! another city with a county of its own, whose people must learn of none of them.

use duban_tests::world::text;
use duban_tests::{ExtraAccount, World};
use serde_json::{Value, json};

/// The matters' leader, 副县长(工业).
pub(super) const LEADER: &str = "副县长(工业)";
/// Led by a department of another leader's portfolio.
pub(super) const LEAD: &str = "县农业农村局";
/// The co-department, of a third leader's portfolio.
pub(super) const CO: &str = "县商务局";

/// Whoever the grid speaks of and the demonstration has not; the neighbour's head, statistician and administrators.
const OTHERS: [ExtraAccount; 8] = [
    other("yuan-shi", "city_supervisor", "530400", "远市", "city"),
    other("yuan-ducha", "supervisor", "530402", "远县", "county"),
    other("wuguan", "handler", "530323", "师宗县", "county"),
    other("lin-xian", "county_head", "530324", "邻县", "county"),
    other("lin-tongji", "statistician", "530324", "邻县", "county"),
    other("lin-sys", "system_admin", "530324", "邻县", "county"),
    other("lin-sec", "security_admin", "530324", "邻县", "county"),
    other("lin-auditor", "auditor", "530324", "邻县", "county"),
];

const fn other(
    username: &'static str,
    role: &'static str,
    code: &'static str,
    region: &'static str,
    level: &'static str,
) -> ExtraAccount {
    ExtraAccount {
        username,
        role,
        code,
        region,
        level,
    }
}

/// The world and its matters' ids.
pub(super) struct County {
    pub(super) world: World,
    /// Never left the county.
    pub(super) kept: String,
    /// Is at the city.
    pub(super) submitted: String,
    /// Led by the supervision office itself.
    pub(super) office_led: String,
    /// The neighbour's.
    pub(super) foreign: String,
    /// Not handed over yet.
    pub(super) draft: String,
}

impl County {
    pub(super) async fn with_matters() -> Self {
        Self::with_matters_due("2023-03-31").await
    }

    pub(super) async fn with_matters_due(due_on: &str) -> Self {
        let world = World::with_others(&OTHERS, &[("530402", "530400")]).await;
        let new = |title: &str, lead: &str| {
            let mut new = world.new_matter(title, LEADER, lead, due_on);
            new["co_department_ids"] = json!([world.department_id(CO)]);
            new
        };
        let kept = world.issue(&new("留县事项", LEAD)).await;
        let office_led = world.issue(&new("督查室牵头事项", "县政府督查室")).await;
        let submitted = world.issue(&new("提请事项", LEAD)).await;
        submit(&world, &submitted).await;
        let foreign = neighbours_own(&world, due_on).await;
        let draft = world.register(&new("拟办事项", LEAD)).await;
        Self {
            world,
            kept,
            submitted,
            office_led,
            foreign,
            draft,
        }
    }
}

/// From now on the city above our county is not on the system; whatever it does is recorded by the county.
pub(super) async fn take_the_city_off(world: &mut World) {
    world.server.kill();
    let sql = "UPDATE region SET city_on_system = FALSE WHERE code = '530323'";
    assert_eq!(world.server.database().execute(sql).await, 1);
    world.server.start_again();
}

async fn submit(world: &World, id: &str) {
    let lead = world.handler(LEAD).await;
    lead.act(id, "sign", json!({})).await;
    lead.act(
        id,
        "escalation_propose",
        json!({ "tried": "已协调", "ask": "请协调" }),
    )
    .await;
    world
        .leader(LEADER)
        .await
        .act(id, "escalation_endorse", json!({}))
        .await;
    let document = json!({ "document_number": "师政督〔2023〕9号", "document_on": "2023-01-28" });
    world.office().await.act(id, "escalation_submit", document).await;
}

async fn neighbours_own(world: &World, due_on: &str) -> String {
    let office = world.person("lin-ducha").await;
    let mut new = world.new_matter("邻县事项", "邻县常务副县长", "邻县发展和改革局", due_on);
    new["co_department_ids"] = Value::Array(Vec::new());
    let id = text(&office.post("/matters", &new).await.expect(201)["id"]);
    office.act(&id, "issue", json!({})).await;
    id
}
