// The main job, as people do it on the pages of one width: the demo county from an empty ledger to the overdue audit.
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import type { PersonOptions } from '../harness/person'
import { auditOverdue, everyNumberOpensItsList } from './audit'
import { Cast } from './cast'
import { importLedger, issueAll, objectAndReassign, signAndReport } from './ledger'
import { cityAnswers, closeAfterCity, solveOnSite, submitToCity } from './solving'
import { climbLadder, countMakeUpDays, watchedTitle } from './time'

export function describeStory(device: NonNullable<PersonOptions['device']>): void {
  describe(`a county runs its plan on a ${device}`, () => {
    let cast: Cast
    let broken = ''
    beforeAll(async () => {
      cast = await Cast.gather(device)
    })
    afterAll(() => cast?.disperse())

    // Each step goes on where the one before it ended.
    beforeEach(({ task, onTestFailed }) => {
      if (broken) throw new Error(`not reached: "${broken}" failed`)
      onTestFailed(async () => {
        broken ||= task.name
        await cast.pictures()
      })
    })

    const steps: [string, (cast: Cast) => Promise<void>][] = [
      ['the office uploads the ledger and sees how each row was read', importLedger],
      ['it issues everything in one go', issueAll],
      ['a department signs and reports', (cast) => signAndReport(cast, 'd01', watchedTitle)],
      ['another one objects, and the office reassigns', objectAndReassign],
      ['a leader solves an issue on the spot, by phone', solveOnSite],
      ['an issue goes to the city', submitToCity],
      ['the city accepts and answers while the county clock stands still', cityAnswers],
      ['it comes back and is claimed, verified and closed', closeAfterCity],
      ['alerts climb the ladder, live and each once', climbLadder],
      ['the make-up days of the festival count', countMakeUpDays],
      ['the overdue audit explains every day and every slip', auditOverdue],
      ['every number opens exactly the list that it counts', everyNumberOpensItsList],
    ]
    it.each(steps)('%s', async (_name, step) => {
      await step(cast)
      cast.untroubled()
    })
  })
}
