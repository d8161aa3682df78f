// The short word after an action: it worked, or why not.
import { ElMessage } from 'element-plus'
import 'element-plus/es/components/message/style/css'

export const toastDone = (message: string): void => void ElMessage({ message, type: 'success', grouping: true })
export const toastFailed = (message: string): void =>
  void ElMessage({ message, type: 'error', duration: 6000, showClose: true, grouping: true })
