// SPDX-License-Identifier: Apache-2.0
import './style/tokens.css'
import './style/base.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { askAgain } from './lib/early'
import { startLooking } from './lib/network.svelte'
import { startRouter } from './lib/router.svelte'
import { askEarly, startTheme, wasHere } from './lib/session.svelte'
import { chooseLanguage, rememberedLanguage } from './lib/text.svelte'
import { startWorker } from './lib/worker.svelte'
import { loadScreen, screenAt } from './screens'

startTheme()
startRouter()
// What the first screen needs is asked for at once, not one after the other: on a slow line each turn counts. Who comes to the door for
// the first time will have to sign in, and needs the form alone.
if (wasHere()) askAgain()
askEarly()
if (wasHere() || location.pathname !== '/') {
  const wanted = screenAt(location.pathname)
  if (wanted) loadScreen(wanted).catch(() => {}) // what fails here is told when the screen asks
}
await chooseLanguage(rememberedLanguage())
const target = document.getElementById('app')!
target.replaceChildren() // what index.html shows meanwhile
mount(App, { target })
startLooking()
startWorker()
