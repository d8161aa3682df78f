// The bell takes its place in the top bar.
export { default as bell } from './BellPopover.vue'
