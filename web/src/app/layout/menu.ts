// The side menu: the pages that the server lists for this person, in its order, where a route exists.
import {
  Bell,
  Clock,
  DataAnalysis,
  DocumentChecked,
  Flag,
  House,
  List,
  Promotion,
  Setting,
  Upload,
  User,
} from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { RouteRecordNormalized } from 'vue-router'
import type { PageName } from '@/api/types'
import { pagePath } from '@/lib/pagePath'

export interface MenuEntry {
  page: PageName
  path: string
  icon: Component
}

const icons: Record<PageName, Component> = {
  home: House,
  matters: List,
  import: Upload,
  escalations: Promotion,
  overdue: Clock,
  counters: DataAnalysis,
  notifications: Bell,
  users: User,
  audit_trail: DocumentChecked,
  settings: Setting,
  plans: Flag,
}

/** The ledger opens with what is to be done; what is finished is one click away. */
const viewed: Partial<Record<PageName, string>> = { matters: '?open=true' }

const known = (page: string): page is PageName => page in icons

export function menuFor(pages: readonly string[], routes: readonly RouteRecordNormalized[]): MenuEntry[] {
  return pages.flatMap((page) => {
    const path = known(page) ? pagePath(page, routes) : undefined
    return known(page) && path ? [{ page, path: path + (viewed[page] ?? ''), icon: icons[page] }] : []
  })
}
