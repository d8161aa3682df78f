// Every page of every role, at one width.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./browser";
import { Person, type PersonOptions } from "./person";
import { Server } from "./server";
import {
  picture,
  settled,
  survey,
  untranslated,
  barriers,
  overflow,
} from "./survey";

const people = {
  县长: "xianzhang",
  县领导: "leader2",
  督查室: "ducha1",
  单位负责人: "d01-head",
  经办人: "d01",
  市级督查室: "shiducha",
  统计员: "tongji",
  系统管理员: "sysadmin",
  安全管理员: "secadmin",
  审计管理员: "auditor",
};

/** Pages that are in nobody's menu. */
const besides: Record<string, string[]> = {
  ducha1: ["/matters/new", "/account/password", "/no-such-page"],
};

const statuses = [
  "draft",
  "issued",
  "objected",
  "in_progress",
  "claimed",
  "verified",
  "suspended",
  "closed",
  "cancelled",
];

export function describePages(
  device: NonNullable<PersonOptions["device"]>,
): void {
  describe(`every page of every role on a ${device}`, () => {
    let browser: Browser;
    let server: Server;
    beforeAll(async () => {
      [browser, server] = await Promise.all([
        launchBrowser(),
        Server.start({ played: true }),
      ]);
    });
    afterAll(async () => {
      await browser?.close();
      await server?.stop();
    });

    it("sign-in", async () => {
      const person = await Person.arrive(browser, server, "nobody", { device });
      await person.see('button[data-username="ducha1"]');
      expect(await survey(person, "sign-in")).toEqual([]);
      await person.leave();
    });

    it.each(Object.entries(people))("%s", async (_role, username) => {
      const person = await Person.signIn(browser, server, username, { device });
      const { page } = person;
      const found = person.trouble.take();
      const menu = (await page.locator("nav.menu a").allTextContents()).map(
        (entry) => entry.trim(),
      );
      expect(menu).toContain("首页");
      for (const entry of menu) {
        await person.go(entry);
        found.push(...(await survey(person, entry)));
      }
      for (const path of besides[username] ?? []) {
        await page.goto(path);
        found.push(...(await survey(person, path.slice(1))));
      }
      expect(found).toEqual([]);
      await person.leave();
    });

    it("a matter of each status", async () => {
      const person = await Person.signIn(browser, server, "ducha1", { device });
      const { page } = person;
      const found: string[] = [];
      for (const status of statuses) {
        await page.goto(`/matters?status=${status}`);
        await settled(page);
        const first = page.locator("main .panel").getByRole("link").first();
        if (!(await first.isVisible())) {
          found.push(`the played county has no matter that is ${status}`);
          continue;
        }
        await first.click();
        await page.waitForURL(/matters\/[0-9a-f-]{36}/);
        found.push(...(await survey(person, `matter-${status}`)));
      }
      expect(found).toEqual([]);
      await person.leave();
    });

    it("the form of every action that the office may take", async () => {
      const person = await Person.signIn(browser, server, "ducha1", { device });
      const { page } = person;
      const found: string[] = [];
      await page.goto("/matters?status=in_progress");
      await page.locator("main .panel").getByRole("link").first().click();
      await page.waitForURL(/matters\/[0-9a-f-]{36}/);
      const inline = page.locator(".actions > button[data-action]");
      await inline.first().waitFor();
      for (const action of await inline.evaluateAll((buttons) =>
        buttons.map((button) => button.dataset.action ?? ""),
      )) {
        await page
          .locator(`.actions > button[data-action="${action}"]`)
          .click();
        await page.locator(`form[data-action="${action}"]`).waitFor();
        await picture(person, `form-${action}`, { tall: false });
        found.push(
          ...(await barriers(page)),
          ...(await overflow(page)),
          ...(await untranslated(page, "zh")),
        );
        await page.keyboard.press("Escape");
        await page
          .locator(`form[data-action="${action}"]`)
          .waitFor({ state: "hidden" });
      }
      expect([...found, ...person.trouble.take()]).toEqual([]);
      await person.leave();
    });
  });
}
