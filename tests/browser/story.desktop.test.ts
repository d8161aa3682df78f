import { describeStory } from './story/story'

describeStory('desktop')
