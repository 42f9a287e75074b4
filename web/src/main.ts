// SPDX-License-Identifier: Apache-2.0
import './style/tokens.css'
import './style/base.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { startLooking } from './lib/network.svelte'
import { startRouter } from './lib/router.svelte'
import { startTheme } from './lib/session.svelte'
import { chooseLanguage, rememberedLanguage } from './lib/text.svelte'
import { startWorker } from './lib/worker.svelte'

startTheme()
startRouter()
await chooseLanguage(rememberedLanguage())
mount(App, { target: document.getElementById('app')! })
startLooking()
startWorker()
