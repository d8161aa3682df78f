import { describePages } from './harness/pages'

describePages('phone')
