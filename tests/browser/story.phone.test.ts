import { describeStory } from './story/story'

describeStory('phone')
