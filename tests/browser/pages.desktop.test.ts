import { describePages } from './harness/pages'

describePages('desktop')
